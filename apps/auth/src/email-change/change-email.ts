import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { brokenConstraint, transaction } from '@roadmap/database';
import { DataSource, EntityManager, IsNull, MoreThan, Not } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { hashToken } from '../secrets/tokens.js';
import { EmailChange } from './email-change.entity.js';
import { EmailTaken, LinkExpired } from './email-change.errors.js';

const CONFIRM_MS = 24 * 3600 * 1000;

/** Gives an account another address, once its owner has shown that they read the mail there. */
@Injectable()
export class ChangeEmail {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly emailTokens: EmailTokens,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * Asks the new address. Whether it is free is looked up when the mail is written, so the answer here is the same either way; an earlier question that
   * was not answered yet is void.
   */
  async ask(account: Account, newEmail: string, caller: Caller): Promise<void> {
    const now = this.clock.now();
    await transaction(this.dataSource, async (tx) => {
      await tx.delete(EmailChange, { accountId: account.id, confirmedAt: IsNull() });
      const expiresAt = new Date(now.getTime() + CONFIRM_MS);
      const { id } = await tx.save(tx.create(EmailChange, { accountId: account.id, oldEmail: account.email, newEmail, createdAt: now, expiresAt }));
      await this.outbox.add(tx, 'email-change', { id });
      await this.audit.record(tx, { event: 'email_change_asked', accountId: account.id, caller });
    });
  }

  /**
   * Makes the change. Only for the account that asked: otherwise a stranger could have you click your own address into their account.
   *
   * @throws {LinkExpired} and {@link EmailTaken}
   */
  async confirm(accountId: string, token: string, caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const change = await this.#take(tx, accountId, hashToken(token));
      await this.#rename(tx, change);
      // What was mailed to the old address before (a password reset, say) opens nothing any more.
      await this.emailTokens.voidAll(tx, accountId);
      await this.outbox.add(tx, 'email-changed', { id: change.id });
      await this.audit.record(tx, { event: 'email_changed', accountId, caller });
    });
  }

  /** One of any number of confirmations at once takes the row. */
  async #take(tx: EntityManager, accountId: string, confirmHash: Buffer): Promise<EmailChange> {
    const now = this.clock.now();
    const open = { accountId, confirmHash, confirmedAt: IsNull(), expiresAt: MoreThan(now) };
    const { affected } = await tx.update(EmailChange, open, { confirmedAt: now });
    if (affected !== 1) throw new LinkExpired();
    return tx.findOneByOrFail(EmailChange, { accountId, confirmHash, confirmedAt: Not(IsNull()) });
  }

  async #rename(tx: EntityManager, { accountId, oldEmail, newEmail }: EmailChange): Promise<void> {
    const now = this.clock.now();
    try {
      const { affected } = await tx.update(Account, { id: accountId, email: oldEmail }, { email: newEmail, emailVerifiedAt: now, updatedAt: now });
      if (affected !== 1) throw new LinkExpired();
    } catch (error) {
      throw brokenConstraint(error) === 'account_email_key' ? new EmailTaken() : error;
    }
  }
}
