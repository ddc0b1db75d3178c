import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { Repository } from 'typeorm';
import { CapturedMail } from './captured-mail.entity.js';
import { type Mail, Mailer } from './mailer.js';

/** Keeps mails instead of sending them, to be read in the portal. */
@Injectable()
export class CapturingMailer extends Mailer {
  constructor(
    @InjectRepository(CapturedMail) private readonly mails: Repository<CapturedMail>,
    private readonly clock: Clock,
  ) {
    super();
  }

  async send({ to, subject, text }: Mail): Promise<void> {
    await this.mails.insert({ recipient: to, subject, text, sentAt: this.clock.now() });
  }

  /** The newest first. @param recipient only theirs */
  list(recipient?: string): Promise<CapturedMail[]> {
    return this.mails.find({ where: { ...(recipient && { recipient }) }, order: { id: 'DESC' }, take: 100 });
  }
}
