import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { PasswordHasher } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokenGone, EmailTokens } from '../email-tokens/email-tokens.js';
import { InvalidCredentials } from '../login/login.errors.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { MailQuota } from '../mail/mail-quota.js';
import type { Mail } from '../mail/mailer.js';
import { ChosenPasswords } from '../passwords/chosen-passwords.js';
import { Throttle } from '../throttle/throttle.js';
import { PasswordChanges } from './password-changes.js';

const PURPOSE = 'password-reset';
const RESET_SECONDS = 30 * 60;

/** How a reset reaches its owner. */
@Injectable()
export class ResetMails {
  constructor(
    readonly outbox: MailOutbox,
    readonly tokens: EmailTokens,
    readonly quota: MailQuota,
  ) {}
}

/** How passwords are checked and made. */
@Injectable()
export class ResetPasswords {
  constructor(
    readonly hasher: PasswordHasher,
    readonly chosen: ChosenPasswords,
    readonly throttle: Throttle,
  ) {}
}

/** New passwords: by a mail, for those who forgot the old one, and by the old one. */
@Injectable()
export class PasswordResets implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly accounts: AccountsService,
    private readonly mail: ResetMails,
    private readonly passwords: ResetPasswords,
    private readonly changes: PasswordChanges,
  ) {}

  onModuleInit(): void {
    this.mail.outbox.on(PURPOSE, (tx, { email = '' }) => this.#write(tx, email));
  }

  /** Notes the wish; who has an account is found out when the mail is written. */
  async ask(email: string): Promise<void> {
    await transaction(this.dataSource, (tx) => this.mail.outbox.add(tx, PURPOSE, { email }));
  }

  /**
   * By the mailed token. It replaces the password and nothing else: a second factor is asked for at the next sign-in as ever.
   *
   * @throws {EmailTokenGone}
   */
  async confirm(token: string, password: string, caller: Caller): Promise<void> {
    // A token that is no good costs no hash.
    if (!(await this.mail.tokens.peek(PURPOSE, token))) throw new EmailTokenGone();
    const passwordHash = await this.passwords.chosen.hash(password);
    await transaction(this.dataSource, async (tx) => {
      const { accountId, email } = await this.mail.tokens.consume(tx, PURPOSE, token);
      await this.changes.apply(tx, { id: accountId, email }, passwordHash, { event: 'password_reset', caller });
    });
  }

  /** By the old password. @throws {InvalidCredentials} */
  async change(accountId: string, sessionId: string | undefined, current: string, password: string, caller: Caller): Promise<void> {
    const attempt = await this.passwords.throttle.attempt(`password ${accountId}`, caller);
    const account = await this.accounts.findById(accountId);
    const { correct } = await this.passwords.hasher.verify(account?.passwordHash, current);
    if (!account || !correct) throw new InvalidCredentials();
    await attempt.succeeded();
    const passwordHash = await this.passwords.chosen.hash(password);
    await transaction(this.dataSource, (tx) => this.changes.apply(tx, account, passwordHash, { event: 'password_changed', caller, keep: sessionId }));
  }

  async #write(tx: EntityManager, email: string): Promise<Mail | null> {
    const account = await this.accounts.findByEmail(email, tx);
    if (!account || account.disabledAt || !this.mail.quota.allows(email)) return null;
    const token = await this.mail.tokens.create(tx, { purpose: PURPOSE, accountId: account.id, email: account.email, seconds: RESET_SECONDS });
    // TRAP: the host is that of the configuration. Taken from the request it would be whatever the request says, and the token would go there.
    const link = `${this.config.AUTH_PUBLIC_URL}/reset#token=${token}`;
    const text = `Somebody, probably you, wants a new password for your account. Choose it within half an hour:\n${link}\n\nIf it was not you, do nothing: nothing was changed.\n`;
    return { to: account.email, subject: 'Choose a new password', text };
  }
}
