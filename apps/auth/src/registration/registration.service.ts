import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { PasswordHasher } from '@roadmap/auth';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager, LessThan, MoreThan } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokenGone } from '../email-tokens/email-tokens.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { hashToken, sameBytes } from '../secrets/tokens.js';
import { Registration } from './registration.entity.js';
import { RegistrantUnproved } from './registration.errors.js';

const DAY_MS = 24 * 3600 * 1000;
const MAX_ATTEMPTS = 5;

/**
 * An account begins with a proof that its address is read.
 *
 * WHY: until then it is only a wish, in a table of its own. Nobody can hold an address that is not theirs, nor leave a password on it for the day its owner
 * comes: each registration has its own password, and only the one that is confirmed becomes the account.
 */
@Injectable()
export class RegistrationService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly hasher: PasswordHasher,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Notes the wish, whether the address is taken or not; what the mail says is found out when it is written. */
  async register(tx: EntityManager, email: string, passwordHash: string, browserHash: Buffer): Promise<void> {
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + DAY_MS);
    const { id } = await tx.save(tx.create(Registration, { email, passwordHash, browserHash, attempts: 0, tokenHash: null, createdAt, expiresAt }));
    await this.outbox.add(tx, 'confirm-registration', { registrationId: id, email });
  }

  async resend(email: string, browserHash: Buffer): Promise<void> {
    await transaction(this.dataSource, (tx) => this.outbox.add(tx, 'resend-registration', { email, browserHash: browserHash.toString('hex') }));
  }

  /**
   * Makes the account.
   *
   * TRAP: an attacker registers with the victim's address and a password of their own, and the victim, who gets the mail, clicks. So the click counts only
   * in the browser that registered, or with the password that was chosen there.
   *
   * @throws {EmailTokenGone} {RegistrantUnproved}
   */
  async confirm(token: string, password: string | undefined, browserHash: Buffer | undefined, caller: Caller): Promise<Account> {
    const now = this.clock.now();
    const tokenHash = hashToken(token);
    const found = await this.dataSource.manager.findOneBy(Registration, { tokenHash, expiresAt: MoreThan(now) });
    if (!found) throw new EmailTokenGone();
    if (!(browserHash && sameBytes(found.browserHash, browserHash))) await this.#prove(found, password);
    return transaction(this.dataSource, async (tx) => {
      const { affected } = await tx.delete(Registration, { id: found.id, tokenHash });
      const { email, passwordHash } = found;
      const account = affected === 1 ? await this.accounts.create(tx, { email, passwordHash, emailVerifiedAt: now }) : null;
      // Used at the same time by another request, or the address was taken since.
      if (!account) throw new EmailTokenGone();
      await tx.delete(Registration, { email });
      await this.audit.record(tx, { event: 'registered', accountId: account.id, caller });
      return account;
    });
  }

  async #prove({ id, passwordHash }: Registration, password: string | undefined): Promise<void> {
    if (password === undefined) throw new RegistrantUnproved();
    // Counted before it is checked, so that many at once are not more than five.
    const { affected } = await this.dataSource.manager.increment(Registration, { id, attempts: LessThan(MAX_ATTEMPTS) }, 'attempts', 1);
    if (affected !== 1) throw new EmailTokenGone();
    const { correct } = await this.hasher.verify(passwordHash, password);
    if (!correct) throw new RegistrantUnproved();
  }
}
