import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserModule } from '../browser/browser.module.js';
import { KeysModule } from '../keys/keys.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { Authorizations } from './authorizations.js';
import { Interactions } from './interactions.js';
import { InteractionsController } from './interactions.controller.js';
import { OidcAuthorization } from './oidc-authorization.entity.js';
import { OidcLookups, OidcProvider } from './oidc-provider.js';
import { OidcRecord } from './oidc-record.entity.js';
import { OidcRecords } from './oidc-records.js';
import { OidcRoutes } from './oidc-routes.js';

/** This app as an OpenID provider, for apps of others. */
@Module({
  imports: [TypeOrmModule.forFeature([OidcRecord, OidcAuthorization]), AccountsModule, AuditModule, BrowserModule, KeysModule, SessionsModule],
  controllers: [InteractionsController],
  providers: [Authorizations, OidcRecords, OidcLookups, OidcProvider, OidcRoutes, Interactions],
})
export class OidcModule {}
