import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import { DataSource } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { Session } from '../sessions/session.entity.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Revocations } from '../revocations/revocations.js';

/** Forgets a person. What happened stays in the audit log, whose chain still holds; whom it happened to does not. */
@Injectable()
export class DeleteAccount {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly revocations: Revocations,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
  ) {}

  /** Once more is the same. The last administrator stays. */
  async run(accountId: string): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      if (!(await this.accounts.findById(accountId, tx))) return;
      // Through the same gate as a demotion, so that the last administrator cannot leave.
      const { before, after } = await this.accounts.changeWithTokens(tx, accountId, { roles: [] });
      await this.sessions.revokeAll(tx, accountId, 'account_deleted');
      await this.revocations.ofSubject(tx, accountId, after.tokenVersion);
      await tx.delete(Session, { accountId });
      await tx.delete(Account, { id: accountId });
      await this.outbox.add(tx, 'notice', { to: before.email, subject: 'Your account was deleted', text: 'Your account and all that belonged to it are gone.\n' });
      await this.audit.record(tx, { event: 'account_deleted', accountId });
      await this.audit.anonymise(tx, accountId);
    });
  }
}
