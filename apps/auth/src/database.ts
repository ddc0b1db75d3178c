import type { AppDatabase } from '@roadmap/database';
import { CreateIdempotencyKey1763700000000, IdempotencyKeyRow } from '@roadmap/idempotency';
import { Account } from './accounts/account.entity.js';
import { seedAccounts } from './accounts/accounts.seed.js';
import { AuditEvent } from './audit/audit-event.entity.js';
import { EmailToken } from './email-tokens/email-token.entity.js';
import { SigningKey } from './keys/signing-key.entity.js';
import { SignInChallenge } from './login/sign-in-challenge.entity.js';
import { CapturedMail } from './mail/captured-mail.entity.js';
import { OutboxMail } from './mail/outbox-mail.entity.js';
import { CreateAccount1763710000000 } from './migrations/1763710000000-create-account.js';
import { CreateSession1763710000001 } from './migrations/1763710000001-create-session.js';
import { CreateSigningKey1763710000002 } from './migrations/1763710000002-create-signing-key.js';
import { CreateAuditEvent1763710000003 } from './migrations/1763710000003-create-audit-event.js';
import { CreateMail1763710000004 } from './migrations/1763710000004-create-mail.js';
import { CreateOidc1763710000040 } from './migrations/1763710000040-create-oidc.js';
import { CreateSocial1763710000041 } from './migrations/1763710000041-create-social.js';
import { SocialIdentity } from './social/social-identity.entity.js';
import { SocialSignIn } from './social/social-sign-in.entity.js';
import { OidcAuthorization } from './oidc/oidc-authorization.entity.js';
import { OidcRecord } from './oidc/oidc-record.entity.js';
import { Registration } from './registration/registration.entity.js';
import { RevocationRow } from './revocations/revocation.entity.js';
import { Session } from './sessions/session.entity.js';
import { ApiKey } from './api-keys/api-key.entity.js';
import { BrowserSession } from './browser/browser-session.entity.js';
import { EmailChange } from './email-change/email-change.entity.js';
import { Passkey } from './passkeys/passkey.entity.js';
import { PasskeyChallenge } from './passkeys/passkey-challenge.entity.js';
import { RecoveryCode } from './recovery-codes/recovery-code.entity.js';
import { TotpFactor } from './totp/totp-factor.entity.js';
import { CreateSecondFactor1763710000020 } from './migrations/1763710000020-create-second-factor.js';
import { CreatePasskey1763710000021 } from './migrations/1763710000021-create-passkey.js';
import { CreateApiKey1763710000022 } from './migrations/1763710000022-create-api-key.js';
import { CreateEmailChange1763710000023 } from './migrations/1763710000023-create-email-change.js';
import { CreateBrowserSession1763710000024 } from './migrations/1763710000024-create-browser-session.js';

/** What this app keeps in PostgreSQL. */
export const database: AppDatabase = {
  name: 'auth',
  entities: [
    IdempotencyKeyRow,
    Account,
    Registration,
    EmailToken,
    Session,
    RevocationRow,
    SignInChallenge,
    SigningKey,
    AuditEvent,
    OutboxMail,
    CapturedMail,
    ApiKey,
    BrowserSession,
    EmailChange,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    TotpFactor,
    OidcRecord,
    OidcAuthorization,
    SocialIdentity,
    SocialSignIn,
  ],
  migrations: [
    CreateIdempotencyKey1763700000000,
    CreateAccount1763710000000,
    CreateSession1763710000001,
    CreateSigningKey1763710000002,
    CreateAuditEvent1763710000003,
    CreateMail1763710000004,
    CreateSecondFactor1763710000020,
    CreatePasskey1763710000021,
    CreateApiKey1763710000022,
    CreateEmailChange1763710000023,
    CreateBrowserSession1763710000024,
    CreateOidc1763710000040,
    CreateSocial1763710000041,
  ],
  seed: seedAccounts,
};
