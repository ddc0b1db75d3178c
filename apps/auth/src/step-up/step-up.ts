import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { PasswordHasher, type Principal } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { DataSource } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { CurrentAccount } from '../accounts/current-account.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { InvalidCredentials, InvalidSecondFactor } from '../login/login.errors.js';
import { SecondFactors } from '../login/second-factors.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { Throttle } from '../throttle/throttle.js';
import type { StepUpBody } from './step-up.dto.js';
import { NotWhileImpersonating } from './step-up.errors.js';

/** What stands around every proof. */
@Injectable()
export class StepUpGuards {
  constructor(
    readonly throttle: Throttle,
    readonly audit: AuditLog,
  ) {}
}

/**
 * Proves once more who is there, within a session. It is a whole sign-in: whoever has a second factor shows it again.
 *
 * TRAP: a password alone would renew the time of the sign-in, and the session would still say `mfa` from the day before: the second factor would be
 * passed by with a stolen token and a known password.
 */
@Injectable()
export class StepUp {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: CurrentAccount,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly factors: SecondFactors,
    private readonly guard: StepUpGuards,
  ) {}

  /** @returns a new session in place of the old one; the old one's tokens are not good any more */
  async run(user: Principal, { password, kind, proof }: StepUpBody, caller: Caller): Promise<LiveSession> {
    if (user.actor !== undefined) throw new NotWhileImpersonating();
    const account = await this.accounts.of(user);
    const amr = ['pwd', ...(await this.#prove(account, password, kind, proof, caller))];
    return transaction(this.dataSource, async (tx) => {
      const session = user.sessionId === undefined ? null : await this.sessions.elevate(tx, user.sessionId, amr);
      if (!session) throw new InvalidCredentials();
      await this.guard.audit.record(tx, { event: 'stepped_up', accountId: account.id, caller, detail: { amr } });
      return { session, account };
    });
  }

  /** Throttled like a sign-in, and together with it. @returns what was shown beside the password */
  async #prove(account: Account, password: string, kind: string | undefined, proof: string | undefined, caller: Caller): Promise<string[]> {
    const attempt = await this.guard.throttle.attempt(account.email, caller);
    const { correct } = await this.hasher.verify(account.passwordHash, password);
    if (!correct) throw new InvalidCredentials();
    await attempt.succeeded();
    const kinds = await this.factors.of(account.id);
    if (kinds.length === 0) return [];
    const factor = kinds.includes(kind ?? '') ? this.factors.get(kind ?? '') : undefined;
    const second = await this.guard.throttle.attempt(`second-factor ${account.id}`, caller);
    if (!factor || !(await factor.verify(account.id, proof ?? ''))) throw new InvalidSecondFactor();
    await second.succeeded();
    return [factor.amr, 'mfa'];
  }
}
