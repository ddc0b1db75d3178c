import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserModule } from '../browser/browser.module.js';
import { LoginModule } from '../login/login.module.js';
import { BrowserSignIn } from '../pages/browser-sign-in.js';
import { ForeignIssuers } from './foreign-issuers.js';
import { SocialAccounts } from './social-accounts.js';
import { SocialIdentity } from './social-identity.entity.js';
import { SocialSignIn } from './social-sign-in.entity.js';
import { SocialController } from './social.controller.js';
import { SocialService } from './social.service.js';

/** Signing in by way of other OpenID providers. */
@Module({
  imports: [TypeOrmModule.forFeature([SocialIdentity, SocialSignIn]), AccountsModule, AuditModule, BrowserModule, LoginModule],
  controllers: [SocialController],
  providers: [SocialService, SocialAccounts, ForeignIssuers, BrowserSignIn],
})
export class SocialModule {}
