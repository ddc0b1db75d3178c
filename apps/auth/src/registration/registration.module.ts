import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyModule } from '@roadmap/idempotency';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserBindingModule } from '../browser-binding/browser-binding.module.js';
import { MailModule } from '../mail/mail.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { Registration } from './registration.entity.js';
import { RegistrationController } from './registration.controller.js';
import { RegistrationMails } from './registration-mails.js';
import { RegistrationService } from './registration.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Registration]), AccountsModule, AuditModule, BrowserBindingModule, IdempotencyModule, MailModule, PasswordsModule],
  controllers: [RegistrationController],
  providers: [RegistrationService, RegistrationMails],
  exports: [RegistrationService],
})
export class RegistrationModule {}
