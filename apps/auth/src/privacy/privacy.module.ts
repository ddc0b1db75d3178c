import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { DeleteAccount } from './delete-account.js';
import { ExportAccount } from './export-account.js';
import { PrivacyController } from './privacy.controller.js';

@Module({
  imports: [AccountsModule, AuditModule, MailModule, SessionsModule, TokensModule],
  controllers: [PrivacyController],
  providers: [DeleteAccount, ExportAccount],
})
export class PrivacyModule {}
