import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '@roadmap/auth';
import { DatabaseModule } from '@roadmap/database';
import { RateLimitModule } from '@roadmap/rate-limit';
import { AfterCommitModule } from './after-commit/after-commit.module.js';
import { type AuthAppConfig, ownIssuer } from './app.config.js';
import { database } from './database.js';
import { LoginModule } from './login/login.module.js';
import { MagicLinksModule } from './magic-links/magic-links.module.js';
import { OidcModule } from './oidc/oidc.module.js';
import { PasswordResetsModule } from './password-resets/password-resets.module.js';
import { PurgeModule } from './purge/purge.module.js';
import { RegistrationModule } from './registration/registration.module.js';
import { PERMISSIONS } from './roles/roles.dto.js';
import { RolesModule } from './roles/roles.module.js';
import { SecretsModule } from './secrets/secrets.module.js';
import { SocialModule } from './social/social.module.js';
import { LocalIssuer } from './tokens/local-issuer.js';
import { TokensModule } from './tokens/tokens.module.js';
import { AdminModule } from './admin/admin.module.js';
import { ApiKeysModule } from './api-keys/api-keys.module.js';
import { EmailChangeModule } from './email-change/email-change.module.js';
import { PagesModule } from './pages/pages.module.js';
import { PasskeysModule } from './passkeys/passkeys.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { SecondFactorsModule } from './second-factors/second-factors.module.js';
import { StepUpModule } from './step-up/step-up.module.js';

@Module({})
export class AppModule {
  static forRoot(config: AuthAppConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(database, config),
        SecretsModule.forRoot(config),
        AfterCommitModule,
        AuthModule.forRoot(ownIssuer(config), { permissions: PERMISSIONS, issuer: { source: LocalIssuer, imports: [TokensModule] } }),
        RateLimitModule.forRoot({ ...config, app: 'auth' }),
        RegistrationModule,
        LoginModule,
        PasswordResetsModule,
        MagicLinksModule,
        RolesModule,
        PurgeModule,
        OidcModule,
        SocialModule,
        AdminModule,
        ApiKeysModule,
        EmailChangeModule,
        PagesModule,
        PasskeysModule,
        PrivacyModule,
        SecondFactorsModule,
        StepUpModule,
      ],
    };
  }
}
