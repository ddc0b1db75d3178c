import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { EmailTokensModule } from '../email-tokens/email-tokens.module.js';
import { LoginModule } from '../login/login.module.js';
import { MailModule } from '../mail/mail.module.js';
import { MagicLinksController } from './magic-links.controller.js';
import { LinkMails, MagicLinks } from './magic-links.service.js';

@Module({
  imports: [AccountsModule, EmailTokensModule, LoginModule, MailModule],
  controllers: [MagicLinksController],
  providers: [MagicLinks, LinkMails],
  exports: [MagicLinks],
})
export class MagicLinksModule {}
