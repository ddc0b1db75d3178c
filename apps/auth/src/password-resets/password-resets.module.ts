import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { EmailTokensModule } from '../email-tokens/email-tokens.module.js';
import { LoginModule } from '../login/login.module.js';
import { MailModule } from '../mail/mail.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { PasswordChanges } from './password-changes.js';
import { PasswordResetsController } from './password-resets.controller.js';
import { PasswordResets, ResetMails, ResetPasswords } from './password-resets.service.js';

@Module({
  imports: [AccountsModule, AuditModule, EmailTokensModule, LoginModule, MailModule, PasswordsModule],
  controllers: [PasswordResetsController],
  providers: [PasswordResets, PasswordChanges, ResetMails, ResetPasswords],
  exports: [PasswordResets, PasswordChanges],
})
export class PasswordResetsModule {}
