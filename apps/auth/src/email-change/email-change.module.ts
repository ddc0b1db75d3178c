import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ApiKeysModule } from '../api-keys/api-keys.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { EmailTokensModule } from '../email-tokens/email-tokens.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ChangeEmail } from './change-email.js';
import { EmailChangeController } from './email-change.controller.js';
import { EmailChangeMails } from './email-change.mails.js';
import { UndoEmailChange } from './undo-email-change.js';

@Module({
  imports: [AccountsModule, ApiKeysModule, AuditModule, EmailTokensModule, MailModule, SessionsModule],
  controllers: [EmailChangeController],
  providers: [ChangeEmail, UndoEmailChange, EmailChangeMails],
  exports: [ChangeEmail, UndoEmailChange],
})
export class EmailChangeModule {}
