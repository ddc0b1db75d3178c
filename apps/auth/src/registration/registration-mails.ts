import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { type EntityManager, MoreThan } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { MailQuota } from '../mail/mail-quota.js';
import type { Mail } from '../mail/mailer.js';
import { hashToken, newToken } from '../secrets/tokens.js';
import { Registration } from './registration.entity.js';

/** Writes the mails of a registration. */
@Injectable()
export class RegistrationMails implements OnModuleInit {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly outbox: MailOutbox,
    private readonly quota: MailQuota,
    private readonly accounts: AccountsService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.on('confirm-registration', async (tx, { registrationId: id = '', email = '' }) => {
      const registration = await tx.findOneBy(Registration, { id });
      return registration && this.quota.allows(email) ? this.#write(tx, registration) : null;
    });
    this.outbox.on('resend-registration', async (tx, { email = '', browserHash = '' }) => {
      const where = { email, browserHash: Buffer.from(browserHash, 'hex'), expiresAt: MoreThan(this.clock.now()) };
      const registration = await tx.findOne(Registration, { where, order: { createdAt: 'DESC' } });
      return registration && this.quota.allows(email) ? this.#write(tx, registration) : null;
    });
  }

  async #write(tx: EntityManager, { id, email }: Registration): Promise<Mail> {
    if (await this.accounts.findByEmail(email, tx)) {
      await tx.delete(Registration, { id });
      return { to: email, subject: 'You have an account already', text: this.#taken() };
    }
    const token = newToken();
    await tx.update(Registration, { id }, { tokenHash: hashToken(token) });
    return { to: email, subject: 'Confirm your address', text: this.#confirm(token) };
  }

  // WHY: behind the #, so that no token is in a request line, in a log or in a Referer. The page reads it and asks for a click.
  #confirm(token: string): string {
    return `Somebody, probably you, wants to open an account with this address.

If it was you, confirm within a day, in the browser in which you registered:
${this.config.AUTH_PUBLIC_URL}/verify#token=${token}

If it was not you, do nothing: without your confirmation there is no account.
`;
  }

  #taken(): string {
    return `Somebody, probably you, wants to open an account with this address. You have one already.

Sign in: ${this.config.AUTH_PUBLIC_URL}/login
Password forgotten: ${this.config.AUTH_PUBLIC_URL}/forgot

If it was not you, do nothing: nothing was changed.
`;
  }
}
