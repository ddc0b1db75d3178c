import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { AccountNotFound } from '../accounts/accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Revocations } from '../revocations/revocations.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { NotYourself } from './admin.errors.js';

/** Who does it, and why. */
export interface Deed {
  adminId: string;
  reason: string;
  caller: Caller;
}

/** Closes an account: nobody signs in to it, and what was signed in is out, access tokens and API keys included. Opening it again brings no session back. */
@Injectable()
export class DisableAccount {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly emailTokens: EmailTokens,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Once more is the same. */
  async disable(accountId: string, { adminId, reason, caller }: Deed): Promise<void> {
    if (accountId === adminId) throw new NotYourself();
    await transaction(this.dataSource, async (tx) => {
      if (!(await this.#is(accountId, 'active', tx))) return;
      const { after } = await this.accounts.changeWithTokens(tx, accountId, { disabledAt: this.clock.now() });
      await this.sessions.revokeAll(tx, accountId, 'account_disabled');
      await this.revocations.ofSubject(tx, accountId, after.tokenVersion);
      await this.emailTokens.voidAll(tx, accountId);
      await this.audit.record(tx, { event: 'account_disabled', accountId, caller, detail: { by: adminId, reason } });
    });
  }

  async enable(accountId: string, { adminId, reason, caller }: Deed): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      if (!(await this.#is(accountId, 'disabled', tx))) return;
      await this.accounts.changeWithTokens(tx, accountId, { disabledAt: null });
      await this.audit.record(tx, { event: 'account_enabled', accountId, caller, detail: { by: adminId, reason } });
    });
  }

  async #is(accountId: string, state: 'active' | 'disabled', tx: EntityManager): Promise<boolean> {
    const account = await this.accounts.findById(accountId, tx);
    if (!account) throw new AccountNotFound();
    return (account.disabledAt === null) === (state === 'active');
  }
}
