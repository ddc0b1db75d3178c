import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { brokenConstraint, transaction } from '@roadmap/database';
import { DataSource, EntityManager, IsNull, MoreThan, MoreThanOrEqual } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { ApiKeysService } from '../api-keys/api-keys.service.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokens } from '../email-tokens/email-tokens.js';
import { Passkey } from '../passkeys/passkey.entity.js';
import { hashToken } from '../secrets/tokens.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { SocialIdentity } from '../social/social-identity.entity.js';
import { TotpFactor } from '../totp/totp-factor.entity.js';
import { EmailChange } from './email-change.entity.js';
import { EmailTaken, LinkExpired } from './email-change.errors.js';

export const UNDO_MS = 72 * 3600 * 1000;
/** Who takes an account over adds a key of their own first. */
const SUSPECT_MS = 24 * 3600 * 1000;

/**
 * For the person who reads "your address was changed" and did not change it: the account is theirs again, and of nobody else.
 *
 * TRAP: giving the address back is not enough. The other one knows the password, is signed in, and may have left a passkey, an authenticator app, an API
 * key or a second change of address behind.
 */
@Injectable()
export class UndoEmailChange {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly apiKeys: ApiKeysService,
    private readonly emailTokens: EmailTokens,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @throws {LinkExpired} */
  async run(token: string, caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const change = await this.#take(tx, hashToken(token));
      const { accountId } = change;
      await this.#giveBack(tx, change);
      const suspect = MoreThanOrEqual(new Date(change.createdAt.getTime() - SUSPECT_MS));
      await tx.delete(Passkey, { accountId, createdAt: suspect });
      await tx.delete(TotpFactor, { accountId, createdAt: suspect });
      // With the address of theirs they may have come by way of another provider, and would come again.
      await tx.delete(SocialIdentity, { accountId, createdAt: suspect });
      await this.apiKeys.revokeAll(tx, accountId);
      await this.emailTokens.voidAll(tx, accountId);
      await this.sessions.revokeAll(tx, accountId, 'email_change_undone');
      await this.audit.record(tx, { event: 'email_change_undone', accountId, caller });
    });
  }

  async #take(tx: EntityManager, undoHash: Buffer): Promise<EmailChange> {
    const now = this.clock.now();
    const open = { undoHash, undoneAt: IsNull(), confirmedAt: MoreThan(new Date(now.getTime() - UNDO_MS)) };
    const { affected } = await tx.update(EmailChange, open, { undoneAt: now });
    if (affected !== 1) throw new LinkExpired();
    const change = await tx.findOneByOrFail(EmailChange, { undoHash });
    // Later changes lead from one of their addresses to another: those links must not work.
    await tx.update(EmailChange, { accountId: change.accountId, createdAt: MoreThan(change.createdAt), undoneAt: IsNull() }, { undoneAt: now });
    await tx.delete(EmailChange, { accountId: change.accountId, confirmedAt: IsNull() });
    return change;
  }

  /** The password is known to somebody else and goes; "forgot my password" gives a new one, by mail to the address that is right again. */
  async #giveBack(tx: EntityManager, { accountId, oldEmail }: EmailChange): Promise<void> {
    const now = this.clock.now();
    try {
      await tx.update(Account, { id: accountId }, { email: oldEmail, emailVerifiedAt: now, passwordHash: null, updatedAt: now });
    } catch (error) {
      throw brokenConstraint(error) === 'account_email_key' ? new EmailTaken() : error;
    }
  }
}
