import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import * as client from 'openid-client';
import { LessThanOrEqual, MoreThan, Repository } from 'typeorm';
import type { Caller } from '../caller/caller.js';
import { LoginService, type Outcome } from '../login/login.service.js';
import { SecretBox } from '../secrets/secret-box.js';
import { hashToken, newToken } from '../secrets/tokens.js';
import { ForeignIssuers } from './foreign-issuers.js';
import { SocialAccounts } from './social-accounts.js';
import { SocialSignIn } from './social-sign-in.entity.js';
import { SocialSignInFailed } from './social.errors.js';

const MINUTES_MS = 10 * 60 * 1000;

/** What the answer must fit. */
interface Checks {
  verifier: string;
  nonce: string;
}

/** Signs people in by way of another OpenID provider: code, PKCE, `state`, `nonce`, `iss`, and all of it bound to the browser that began. */
@Injectable()
export class SocialService {
  constructor(
    @InjectRepository(SocialSignIn) private readonly signIns: Repository<SocialSignIn>,
    private readonly issuers: ForeignIssuers,
    private readonly accounts: SocialAccounts,
    private readonly login: LoginService,
    private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  /** @returns where to send the browser */
  async begin(provider: string, browserHash: Buffer, returnTo: string): Promise<string> {
    const issuer = await this.issuers.get(provider);
    const now = this.clock.now();
    await this.signIns.delete({ expiresAt: LessThanOrEqual(now) });
    const state = newToken();
    const checks: Checks = { verifier: client.randomPKCECodeVerifier(), nonce: newToken() };
    const stateHash = hashToken(state);
    const sealedChecks = this.box.seal(JSON.stringify(checks), contextOf(stateHash));
    await this.signIns.insert({ stateHash, provider, browserHash, sealedChecks, returnTo, expiresAt: new Date(now.getTime() + MINUTES_MS) });
    const url = client.buildAuthorizationUrl(issuer, {
      redirect_uri: this.issuers.callback(provider),
      scope: 'openid email',
      code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      state,
      nonce: checks.nonce,
    });
    return url.href;
  }

  /** @throws {SocialSignInFailed} for everything that does not fit */
  async end(provider: string, answer: URLSearchParams, browserHash: Buffer | undefined, caller: Caller): Promise<{ outcome: Outcome; returnTo: string }> {
    const issuer = await this.issuers.get(provider);
    const state = answer.get('state') ?? '';
    const begun = browserHash && (await this.#take(provider, state, browserHash));
    if (!begun) throw new SocialSignInFailed();
    const { sub, email, email_verified } = await this.#exchange(issuer, new URL(`${this.issuers.callback(provider)}?${answer}`), state, begun.checks);
    const account = await this.accounts.of({ provider, subject: sub, email, emailVerified: email_verified }, caller);
    return { outcome: await this.login.complete(account, ['fed'], caller), returnTo: begun.returnTo };
  }

  /** Once, in the browser that began, and at the provider it was begun for. */
  async #take(provider: string, state: string, browserHash: Buffer): Promise<{ checks: Checks; returnTo: string } | null> {
    const stateHash = hashToken(state);
    const row = await this.signIns.findOneBy({ stateHash, provider, browserHash, expiresAt: MoreThan(this.clock.now()) });
    const { affected } = row ? await this.signIns.delete({ stateHash }) : { affected: 0 };
    if (!row || affected !== 1) return null;
    return { checks: JSON.parse(this.box.open(row.sealedChecks, contextOf(stateHash))) as Checks, returnTo: row.returnTo };
  }

  async #exchange(issuer: client.Configuration, url: URL, expectedState: string, { verifier, nonce }: Checks): Promise<client.UserInfoResponse> {
    try {
      const tokens = await client.authorizationCodeGrant(issuer, url, { pkceCodeVerifier: verifier, expectedState, expectedNonce: nonce, idTokenExpected: true });
      return await client.fetchUserInfo(issuer, tokens.access_token, tokens.claims()?.sub ?? '');
    } catch (error) {
      throw new SocialSignInFailed(error);
    }
  }
}

const contextOf = (stateHash: Buffer): string => `social:${stateHash.toString('hex')}`;
