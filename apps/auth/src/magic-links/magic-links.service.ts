import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import type { Caller } from '../caller/caller.js';
import { EmailTokenGone, EmailTokens } from '../email-tokens/email-tokens.js';
import { LoginService, type Outcome } from '../login/login.service.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { MailQuota } from '../mail/mail-quota.js';
import type { Mail } from '../mail/mailer.js';

const PURPOSE = 'magic-link';
const LINK_SECONDS = 10 * 60;

/** How a link reaches its owner. */
@Injectable()
export class LinkMails {
  constructor(
    readonly outbox: MailOutbox,
    readonly quota: MailQuota,
  ) {}
}

/** Signing in by a mail: a first factor like a password, and followed by the second where there is one. */
@Injectable()
export class MagicLinks implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly accounts: AccountsService,
    private readonly login: LoginService,
    private readonly tokens: EmailTokens,
    private readonly mail: LinkMails,
  ) {}

  onModuleInit(): void {
    this.mail.outbox.on(PURPOSE, (tx, { email = '', browserHash = '' }) => this.#write(tx, email, Buffer.from(browserHash, 'hex')));
  }

  /** @param browserHash of the browser that asks: in no other will the link do anything */
  async ask(email: string, browserHash: Buffer): Promise<void> {
    await transaction(this.dataSource, (tx) => this.mail.outbox.add(tx, PURPOSE, { email, browserHash: browserHash.toString('hex') }));
  }

  /** @throws {EmailTokenGone} */
  async use(token: string, browserHash: Buffer | undefined, caller: Caller): Promise<Outcome> {
    const { accountId } = await transaction(this.dataSource, (tx) => this.tokens.consume(tx, PURPOSE, token, browserHash));
    const account = await this.accounts.findById(accountId);
    if (!account || account.disabledAt) throw new EmailTokenGone();
    return this.login.complete(account, ['email'], caller);
  }

  async #write(tx: EntityManager, email: string, browserHash: Buffer): Promise<Mail | null> {
    const account = await this.accounts.findByEmail(email, tx);
    if (!account || account.disabledAt || !this.mail.quota.allows(email)) return null;
    const token = await this.tokens.create(tx, { purpose: PURPOSE, accountId: account.id, email: account.email, browserHash, seconds: LINK_SECONDS });
    const link = `${this.config.AUTH_PUBLIC_URL}/magic-link#token=${token}`;
    return {
      to: account.email,
      subject: 'Your sign-in link',
      text: `Sign in within ten minutes, in the browser in which you asked for this:\n${link}\n\nIf it was not you, do nothing.\n`,
    };
  }
}
