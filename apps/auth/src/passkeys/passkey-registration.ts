import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { Clock } from '@roadmap/clock';
import { brokenConstraint } from '@roadmap/database';
import { isDependencyFailure } from '@roadmap/errors';
import { EntityManager, Repository } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { isCrossOrigin, uuidBytes } from './client-data.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyKnown, PasskeyNotMade, TooManyPasskeys } from './passkeys.errors.js';
import { relyingParty } from './relying-party.js';

/** Who adds a passkey, and in which browser. */
export interface Owner {
  accountId: string;
  browserHash: Buffer;
}

/** What the library has found to be in order. */
export type VerifiedPasskey = NonNullable<VerifiedRegistrationResponse['registrationInfo']>;

const MAX_PASSKEYS = 20;

/** Makes a passkey with the help of `@simplewebauthn/server`; what may be made is decided here. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly challenges: PasskeyChallenges,
    private readonly clock: Clock,
  ) {}

  async options(owner: Owner, email: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const { id } = relyingParty(this.config.AUTH_PUBLIC_URL);
    const known = await this.passkeys.findBy({ accountId: owner.accountId });
    if (known.length >= MAX_PASSKEYS) throw new TooManyPasskeys(MAX_PASSKEYS);
    return generateRegistrationOptions({
      rpName: 'Backend Roadmap',
      rpID: id,
      userName: email,
      userID: uuidBytes(owner.accountId),
      challenge: new Uint8Array(await this.challenges.issue(owner)),
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      // Found without a name, and opened by a finger, a face or a PIN: possession and the person, so it is a whole sign-in.
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** @throws {PasskeyKnown} */
  async add(tx: EntityManager, accountId: string, name: string, { credential, credentialDeviceType, credentialBackedUp }: VerifiedPasskey): Promise<Passkey> {
    await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    if ((await tx.countBy(Passkey, { accountId })) >= MAX_PASSKEYS) throw new TooManyPasskeys(MAX_PASSKEYS);
    const passkey = tx.create(Passkey, {
      accountId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: String(credential.counter),
      backupEligible: credentialDeviceType === 'multiDevice',
      backedUp: credentialBackedUp,
      transports: credential.transports ?? [],
      name,
      createdAt: this.clock.now(),
      lastUsedAt: null,
    });
    try {
      return await tx.save(passkey);
    } catch (error) {
      throw brokenConstraint(error) === 'passkey_credential_id_idx' ? new PasskeyKnown() : error;
    }
  }

  /** @throws {PasskeyNotMade} */
  async verify(owner: Owner, response: RegistrationResponseJSON): Promise<VerifiedPasskey> {
    const { id, origin } = relyingParty(this.config.AUTH_PUBLIC_URL);
    try {
      if (isCrossOrigin(response.response.clientDataJSON)) throw new Error('made inside a page of another origin');
      const expectedChallenge = (challenge: string): Promise<boolean> => this.challenges.take(challenge, owner);
      const result = await verifyRegistrationResponse({ response, expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true });
      if (!result.verified) throw new Error('not verified');
      return result.registrationInfo;
    } catch (error) {
      throw isDependencyFailure(error) ? error : new PasskeyNotMade(error);
    }
  }
}
