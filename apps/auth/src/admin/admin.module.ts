import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Account } from '../accounts/account.entity.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { EmailTokensModule } from '../email-tokens/email-tokens.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { AccountList } from './account-list.js';
import { AdminController } from './admin.controller.js';
import { DisableAccount } from './disable-account.js';
import { Impersonate } from './impersonate.js';

@Module({
  imports: [TypeOrmModule.forFeature([Account]), AccountsModule, AuditModule, EmailTokensModule, SessionsModule, TokensModule],
  controllers: [AdminController],
  providers: [AccountList, DisableAccount, Impersonate],
})
export class AdminModule {}
