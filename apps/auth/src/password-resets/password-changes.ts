import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Challenges } from '../login/challenges.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { SessionsService } from '../sessions/sessions.service.js';

const NOTICE = `The password of your account was changed, and all other devices were signed out.

If it was not you, ask for a new password at once, and look at the activity of your account.
`;

/** What belongs to every change of a password: whoever was in by the old one is out, and the owner is told. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly tokens: EmailTokens,
    private readonly challenges: Challenges,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
  ) {}

  /** @param keep the session in which the password is changed */
  async apply(tx: EntityManager, account: Pick<Account, 'id' | 'email'>, passwordHash: string, { event, caller, keep }: { event: string; caller: Caller; keep?: string }): Promise<void> {
    await this.accounts.setPassword(tx, account.id, passwordHash);
    await this.sessions.revokeAll(tx, account.id, event, { except: keep });
    await this.tokens.voidAll(tx, account.id);
    await this.challenges.voidAll(tx, account.id);
    await this.outbox.add(tx, 'notice', { to: account.email, subject: 'Your password was changed', text: NOTICE });
    await this.audit.record(tx, { event, accountId: account.id, caller });
  }
}
