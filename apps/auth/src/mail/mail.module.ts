import { Module } from '@nestjs/common';
import { getRepositoryToken, TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import type { Repository } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { CapturedMail } from './captured-mail.entity.js';
import { CapturingMailer } from './capturing-mailer.js';
import { DevMailsController } from './dev-mails.controller.js';
import { MailOutbox } from './mail-outbox.js';
import { MailQuota } from './mail-quota.js';
import { Mailer } from './mailer.js';
import { OutboxMail } from './outbox-mail.entity.js';
import { SmtpMailer } from './smtp-mailer.js';

@Module({
  imports: [TypeOrmModule.forFeature([OutboxMail, CapturedMail])],
  controllers: [DevMailsController],
  providers: [
    MailOutbox,
    MailQuota,
    {
      provide: Mailer,
      inject: [APP_CONFIG, getRepositoryToken(CapturedMail), Clock],
      useFactory: ({ SMTP_URL, MAIL_FROM }: AuthAppConfig, mails: Repository<CapturedMail>, clock: Clock): Mailer =>
        SMTP_URL ? new SmtpMailer(SMTP_URL, MAIL_FROM) : new CapturingMailer(mails, clock),
    },
  ],
  exports: [MailOutbox, MailQuota, Mailer],
})
export class MailModule {}
