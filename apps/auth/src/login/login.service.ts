import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { PasswordHasher } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { Throttle } from '../throttle/throttle.js';
import { Challenges } from './challenges.js';
import { InvalidChallenge, InvalidCredentials, InvalidSecondFactor } from './login.errors.js';
import { SecondFactors } from './second-factors.js';

/** How a sign-in goes on: it is done, or a second factor is asked for. */
export type Outcome = ({ kind: 'signed-in' } & LiveSession) | { kind: 'second-factor'; challenge: string; factors: string[] };

/** Methods that prove possession and person in one (RFC 8176 `mfa`): after them no second factor is asked for. */
const COMPLETE = 'mfa';

/** What a sign-in goes through. */
@Injectable()
export class LoginSteps {
  constructor(
    readonly throttle: Throttle,
    readonly challenges: Challenges,
    readonly factors: SecondFactors,
    readonly audit: AuditLog,
  ) {}
}

/** Signs people in, by whatever they show first, and asks for a second factor where they have one. */
@Injectable()
export class LoginService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly steps: LoginSteps,
  ) {}

  /**
   * By password.
   *
   * Somebody who does not exist costs the same: one look-up, one hash, one row in the log.
   *
   * @param email in its canonical form
   * @throws {InvalidCredentials} for an unknown address, a wrong password and a disabled account alike
   */
  async password(email: string, password: string, caller: Caller): Promise<Outcome> {
    const attempt = await this.steps.throttle.attempt(email, caller);
    const account = await this.accounts.findByEmail(email);
    const { correct, outdated } = await this.hasher.verify(account?.passwordHash, password);
    if (!account || !correct || account.disabledAt) {
      await transaction(this.dataSource, (tx) => this.steps.audit.record(tx, { event: 'sign_in_failed', accountId: account?.id, caller }));
      throw new InvalidCredentials();
    }
    await attempt.succeeded();
    if (outdated) await this.#rehash(account, password);
    return this.complete(account, ['pwd'], caller);
  }

  /** After a first factor was right, whichever it was. @param amr what was shown; with `mfa` among it no more is asked for */
  async complete(account: Account, amr: string[], caller: Caller): Promise<Outcome> {
    const factors = amr.includes(COMPLETE) ? [] : await this.steps.factors.of(account.id);
    if (factors.length > 0) return { kind: 'second-factor', challenge: await this.steps.challenges.open(account.id, amr, factors), factors };
    return transaction(this.dataSource, (tx) => this.#start(tx, account.id, amr, caller));
  }

  /** The second factor. @throws {InvalidChallenge} {InvalidSecondFactor} */
  async secondFactor(challengeToken: string, kind: string, proof: string, caller: Caller): Promise<Outcome> {
    const challenge = await this.steps.challenges.attempt(challengeToken);
    const factor = this.steps.factors.get(kind);
    if (!challenge || !factor || !challenge.factors.includes(kind)) throw new InvalidChallenge();
    // Whoever knows the password could open one challenge after another: guesses are counted for the account as well.
    const attempt = await this.steps.throttle.attempt(`second-factor ${challenge.accountId}`, caller);
    if (!(await factor.verify(challenge.accountId, proof))) {
      await transaction(this.dataSource, (tx) => this.steps.audit.record(tx, { event: 'second_factor_failed', accountId: challenge.accountId, caller, detail: { kind } }));
      throw new InvalidSecondFactor();
    }
    await attempt.succeeded();
    return transaction(this.dataSource, async (tx) => {
      if (!(await this.steps.challenges.close(tx, challenge))) throw new InvalidChallenge();
      return this.#start(tx, challenge.accountId, [...challenge.amr, factor.amr, 'mfa'], caller);
    });
  }

  async #start(tx: EntityManager, accountId: string, amr: string[], caller: Caller): Promise<Outcome> {
    // Read again under a lock: it may have been disabled since, and who disables it then finds this session to end.
    const account = await tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_read' } });
    if (!account || account.disabledAt) throw new InvalidCredentials();
    const session = await this.sessions.start(tx, account, { amr, caller });
    await this.steps.audit.record(tx, { event: 'signed_in', accountId, caller, detail: { amr } });
    return { kind: 'signed-in', session, account };
  }

  /** The cost of a hash has risen since this one was made. Only over the very hash that was checked: the password may have been changed meanwhile. */
  async #rehash({ id, passwordHash }: Account, password: string): Promise<void> {
    const better = await this.hasher.hash(password);
    await this.dataSource.manager.update(Account, { id, passwordHash: passwordHash ?? '' }, { passwordHash: better });
  }
}
