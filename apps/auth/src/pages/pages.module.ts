import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserModule } from '../browser/browser.module.js';
import { EmailChangeModule } from '../email-change/email-change.module.js';
import { LoginModule } from '../login/login.module.js';
import { MagicLinksModule } from '../magic-links/magic-links.module.js';
import { PasskeysModule } from '../passkeys/passkeys.module.js';
import { PasswordResetsModule } from '../password-resets/password-resets.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RegistrationModule } from '../registration/registration.module.js';
import { SecondFactorsModule } from '../second-factors/second-factors.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { AccountPagesController, AccountParts } from './account-pages.controller.js';
import { BrowserSignIn } from './browser-sign-in.js';
import { FactorPagesController } from './factor-pages.controller.js';
import { LinkPagesController, MailedLinks } from './link-pages.controller.js';
import { LoginPagesController } from './login-pages.controller.js';
import { PageFilesController } from './page-files.controller.js';
import { PasskeyBrowser, PasskeyPagesController } from './passkey-pages.controller.js';
import { RegisterPagesController } from './register-pages.controller.js';
import { SignedIn } from './signed-in.js';

/** The pages for people; what they do, the API does too. */
@Module({
  imports: [
    AccountsModule,
    AuditModule,
    BrowserModule,
    EmailChangeModule,
    LoginModule,
    MagicLinksModule,
    PasskeysModule,
    PasswordResetsModule,
    PasswordsModule,
    RegistrationModule,
    SecondFactorsModule,
    SessionsModule,
  ],
  controllers: [PageFilesController, RegisterPagesController, LoginPagesController, PasskeyPagesController, AccountPagesController, FactorPagesController, LinkPagesController],
  providers: [SignedIn, BrowserSignIn, PasskeyBrowser, AccountParts, MailedLinks],
  exports: [SignedIn, BrowserSignIn],
})
export class PagesModule {}
