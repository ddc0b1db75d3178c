import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type AuthenticationResponseJSON, generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import { Clock } from '@roadmap/clock';
import { isDependencyFailure } from '@roadmap/errors';
import { Repository } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { AuditLog } from '../audit/audit-log.js';
import { isCrossOrigin, uuidBytes } from './client-data.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyRefused } from './passkeys.errors.js';
import { relyingParty } from './relying-party.js';

/** Says whose passkey it is. What follows from it (a session) is the caller's business. */
@Injectable()
export class PasskeySignIn {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly challenges: PasskeyChallenges,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** No name is asked for: the browser shows the passkeys it has. So nobody learns which accounts have any. */
  async options(browserHash: Buffer): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const challenge = new Uint8Array(await this.challenges.issue({ browserHash, accountId: null }));
    return generateAuthenticationOptions({ rpID: relyingParty(this.config.AUTH_PUBLIC_URL).id, challenge, userVerification: 'required' });
  }

  /** @throws {PasskeyRefused} */
  async verify(browserHash: Buffer, response: AuthenticationResponseJSON): Promise<Passkey> {
    const passkey = await this.passkeys.findOneBy({ credentialId: response.id });
    if (!passkey) throw new PasskeyRefused();
    const { newCounter, credentialDeviceType, credentialBackedUp } = await this.#verify(browserHash, response, passkey);
    if ((credentialDeviceType === 'multiDevice') !== passkey.backupEligible) throw new PasskeyRefused();
    const { affected } = await this.passkeys
      .createQueryBuilder()
      .update()
      .set({ counter: String(newCounter), backedUp: credentialBackedUp, lastUsedAt: this.clock.now() })
      // The row decides, so that of two copies of one key that sign at once only one gets in.
      .where('id = :id AND (counter < :newCounter OR (counter = 0 AND :newCounter = 0))', { id: passkey.id, newCounter })
      .execute();
    if (affected !== 1) await this.#refuseCopy(passkey);
    return passkey;
  }

  /** The signature is right and the counter is not: the same key is in two places. */
  async #refuseCopy({ id, accountId }: Passkey): Promise<never> {
    await this.passkeys.manager.transaction((tx) => this.audit.record(tx, { event: 'passkey_copy_suspected', accountId, detail: { passkey: id } }));
    throw new PasskeyRefused();
  }

  async #verify(browserHash: Buffer, response: AuthenticationResponseJSON, passkey: Passkey) {
    const { id, origin } = relyingParty(this.config.AUTH_PUBLIC_URL);
    try {
      if (isCrossOrigin(response.response.clientDataJSON)) throw new Error('signed inside a page of another origin');
      const { userHandle } = response.response;
      if (userHandle && userHandle !== Buffer.from(uuidBytes(passkey.accountId)).toString('base64url')) throw new Error('belongs to another account');
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: (challenge) => this.challenges.take(challenge, { browserHash, accountId: null }),
        expectedOrigin: origin,
        expectedRPID: id,
        requireUserVerification: true,
        // TRAP: the library compares counters before it has checked the signature; given 0 it leaves that to the UPDATE above.
        credential: { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: 0, transports: passkey.transports },
      });
      if (!verified) throw new Error('not verified');
      return authenticationInfo;
    } catch (error) {
      throw isDependencyFailure(error) ? error : new PasskeyRefused(error);
    }
  }
}
