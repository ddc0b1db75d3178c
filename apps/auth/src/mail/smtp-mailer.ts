import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { type Mail, Mailer } from './mailer.js';

/** Sends by a mail server. */
@Injectable()
export class SmtpMailer extends Mailer implements OnModuleDestroy {
  readonly #transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    // `pool` keeps connections; the times are those after which the outbox may try again.
    this.#transport = createTransport({ url, pool: true, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 15_000 } as never);
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    await this.#transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text, disableFileAccess: true, disableUrlAccess: true });
  }

  onModuleDestroy(): void {
    this.#transport.close();
  }
}
