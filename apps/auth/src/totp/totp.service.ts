import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, IsNull, LessThan, MoreThan, Not, Repository } from 'typeorm';
import { SecondFactor } from '../login/second-factors.js';
import { SecretBox } from '../secrets/secret-box.js';
import { base32, newTotpSecret, stepOf, totpUri } from './totp.js';
import { TotpAlreadyOn, TotpNotBegun, WrongCode } from './totp.errors.js';
import { TotpFactor } from './totp-factor.entity.js';

/** A secret that is shown once begun and not yet confirmed. */
export interface Enrolment {
  secret: string;
  uri: string;
}

/** How long a set-up that was begun may be finished. */
const SET_UP_MS = 10 * 60 * 1000;

@Injectable()
export class TotpService extends SecondFactor {
  readonly kind = 'totp';
  readonly amr = 'otp';

  constructor(
    @InjectRepository(TotpFactor) private readonly factors: Repository<TotpFactor>,
    private readonly secrets: SecretBox,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Begins to set up an authenticator app; repeated within ten minutes, it is the same secret. */
  async begin(tx: EntityManager, accountId: string, email: string): Promise<Enrolment> {
    const now = this.clock.now();
    const fresh = { accountId, secret: this.#seal(newTotpSecret(), accountId), lastStep: null, createdAt: now, confirmedAt: null };
    await tx.delete(TotpFactor, { accountId, confirmedAt: IsNull(), createdAt: LessThan(new Date(now.getTime() - SET_UP_MS)) });
    await tx.createQueryBuilder().insert().into(TotpFactor).values(fresh).orIgnore().execute();
    const factor = await tx.findOneByOrFail(TotpFactor, { accountId });
    if (factor.confirmedAt) throw new TotpAlreadyOn();
    const secret = this.#open(factor);
    return { secret: base32(secret), uri: totpUri(secret, email) };
  }

  /** Ends the set-up: a code shows that the app has the secret. From now on it is asked for. */
  async confirm(tx: EntityManager, accountId: string, code: string): Promise<void> {
    const now = this.clock.now();
    const begun = { accountId, confirmedAt: IsNull(), createdAt: MoreThan(new Date(now.getTime() - SET_UP_MS)) };
    const factor = await tx.findOneBy(TotpFactor, begun);
    if (!factor) throw new TotpNotBegun();
    const step = stepOf(this.#open(factor), code, now);
    if (step === null) throw new WrongCode();
    // The secret is in the WHERE: it is this one that the code belongs to, and no other that was begun meanwhile.
    const { affected } = await tx.update(TotpFactor, { ...begun, secret: factor.secret }, { confirmedAt: now, lastStep: String(step) });
    if (affected !== 1) throw new TotpNotBegun();
  }

  /** @returns false where there was none */
  async remove(tx: EntityManager, accountId: string): Promise<boolean> {
    const { affected } = await tx.delete(TotpFactor, { accountId });
    return affected === 1;
  }

  isEnrolled(accountId: string): Promise<boolean> {
    return this.factors.existsBy({ accountId, confirmedAt: Not(IsNull()) });
  }

  /** Accepts each code once. */
  async verify(accountId: string, code: string): Promise<boolean> {
    const factor = await this.factors.findOneBy({ accountId, confirmedAt: Not(IsNull()) });
    if (!factor) return false;
    const step = stepOf(this.#open(factor), code, this.clock.now());
    if (step === null) return false;
    // TRAP: "read the last step, compare, write" accepts one code from two requests at once. The row decides who was first.
    const { affected } = await this.factors
      .createQueryBuilder()
      .update()
      .set({ lastStep: String(step) })
      .where('account_id = :accountId AND secret = :secret AND last_step < :step', { accountId, secret: factor.secret, step })
      .execute();
    return affected === 1;
  }

  #seal(secret: Buffer, accountId: string): Buffer {
    return this.secrets.seal(secret.toString('base64'), aad(accountId));
  }

  #open({ secret, accountId }: TotpFactor): Buffer {
    return Buffer.from(this.secrets.open(secret, aad(accountId)), 'base64');
  }
}

/** Ties a ciphertext to its row: copied into another account's, it does not open. */
const aad = (accountId: string): string => `totp:${accountId}`;
