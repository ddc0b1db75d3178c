import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { EntityManager } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import type { Mail } from '../mail/mailer.js';
import { hashToken, newToken } from '../secrets/tokens.js';
import { EmailChange } from './email-change.entity.js';

/** Writes the two mails of a change of address; their tokens are made here and are nowhere else in the clear. */
@Injectable()
export class EmailChangeMails implements OnModuleInit {
  constructor(
    private readonly outbox: MailOutbox,
    private readonly accounts: AccountsService,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.outbox.on('email-change', (tx, { id }) => this.#toNewAddress(tx, String(id)));
    this.outbox.on('email-changed', (tx, { id }) => this.#toOldAddress(tx, String(id)));
  }

  async #toNewAddress(tx: EntityManager, id: string): Promise<Mail | null> {
    const change = await tx.findOneBy(EmailChange, { id });
    if (!change || change.confirmedAt) return null;
    if (await this.accounts.findByEmail(change.newEmail, tx)) return taken(change.newEmail);
    const token = newToken();
    await tx.update(EmailChange, { id }, { confirmHash: hashToken(token) });
    return {
      to: change.newEmail,
      subject: 'Confirm your new e-mail address',
      text: `Somebody who is signed in as ${change.oldEmail} wants to use this address from now on.\n\nIf that is you, confirm it within 24 hours:\n${this.config.AUTH_PUBLIC_URL}/email/confirm#token=${token}\n\nIf it is not you, do nothing.\n`,
    };
  }

  async #toOldAddress(tx: EntityManager, id: string): Promise<Mail | null> {
    const change = await tx.findOneBy(EmailChange, { id });
    if (!change?.confirmedAt || change.undoneAt) return null;
    const token = newToken();
    await tx.update(EmailChange, { id }, { undoHash: hashToken(token) });
    return {
      to: change.oldEmail,
      subject: 'Your e-mail address was changed',
      text: `Your account now has another e-mail address, as of ${change.confirmedAt.toISOString()}.\n\nIf that was you, there is nothing to do.\n\nIf it was not, take your account back within 72 hours:\n${this.config.AUTH_PUBLIC_URL}/email/undo#token=${token}\nThis signs everybody out and removes the password; choose a new one afterwards.\n`,
    };
  }
}

const taken = (to: string): Mail => ({
  to,
  subject: 'This address already has an account',
  text: 'Somebody who is signed in to another account wanted to use this address for it. Nothing was changed. If it was you: you have an account with this address; sign in to that one.\n',
});
