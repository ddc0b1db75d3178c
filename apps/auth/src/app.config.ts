import type { AuthConfig } from '@roadmap/auth';
import { demo, duration, type Environment, list, readConfig } from '@roadmap/config';
import { databaseVariables } from '@roadmap/database';
import { httpVariables } from '@roadmap/http';
import { rateLimitVariables } from '@roadmap/rate-limit';
import { z } from 'zod';
import { Clients, DEMO_CLIENTS } from './oidc/clients.js';
import { SocialProviders } from './social/providers.js';

const DAY = 24 * 3600;

const variables = z.object({
  ...httpVariables(3002),
  ...databaseVariables('auth'),
  ...rateLimitVariables,
  /** Where people reach this app: `iss` of its tokens and the host of every link. TRAP: a link that takes its host from the request goes where the attacker says. */
  AUTH_PUBLIC_URL: demo(z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, '')), 'http://127.0.0.1:3002'),
  /** `aud` of the access tokens: the apps that believe them. */
  AUTH_AUDIENCE: z.string().default('backend-roadmap'),
  /** 32 bytes in base64. Encrypts signing keys and second-factor secrets in the database; the keys of all MACs are derived from it. */
  AUTH_ENCRYPTION_KEY: demo(
    z.string().refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64'),
    'ZGVtby1lbmNyeXB0aW9uLWtleS1mb3ItbGFwdG9wcyE=',
  ),
  /** Signs the cookies of the OpenID provider. */
  AUTH_COOKIE_SECRET: demo(z.string().min(32), 'demo-cookie-secret-for-development-only'),
  /** Seconds an access token is good for. */
  AUTH_ACCESS_TOKEN_SECONDS: duration.min(30).max(3600).default(300),
  /** A session ends this many seconds after its last use … */
  AUTH_SESSION_IDLE_SECONDS: duration.default(14 * DAY),
  /** … and after this many whatever happens. */
  AUTH_SESSION_SECONDS: duration.default(90 * DAY),
  /** Seconds in which a client that lost the answer to a refresh gets the same successor again. At most ten. */
  AUTH_REFRESH_GRACE_SECONDS: duration.max(10).default(10),
  /** Days a signing key signs before the next one takes over. */
  AUTH_KEY_ROTATION_DAYS: duration.min(1).default(30),
  /** Where mail goes, e.g. `smtp://mailpit:1025`. Without it mail is kept and shown at /v1/dev/mails, and production does not start. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Backend Roadmap <no-reply@example.com>'),
  /** A range service in the form of Have I Been Pwned, e.g. `https://api.pwnedpasswords.com/range/`. Without it a small built-in list is used. */
  AUTH_BREACHED_URL: z.url().optional(),
  /** Apps of others that people may sign in to by way of this one: a JSON array, see `oidc/clients.ts`. */
  AUTH_CLIENTS: demo(Clients, DEMO_CLIENTS),
  /** Where else people may sign in, see `social/providers.ts`. */
  AUTH_SOCIAL_PROVIDERS: z.string().default('[]').pipe(SocialProviders),
  /** All that a user can allow such an app to do. */
  AUTH_CLIENT_SCOPES: list.default(['todos:read', 'todos:write']),
  /** Where else a sign-in may lead back to: origins, beside this app's own paths. */
  AUTH_RETURN_ORIGINS: list.default([]),
});

const complete = variables.refine(({ NODE_ENV, SMTP_URL }) => NODE_ENV !== 'production' || SMTP_URL !== undefined, {
  path: ['SMTP_URL'],
  message: 'production needs a mail server',
});

export type AuthAppConfig = z.output<typeof variables>;

export const readAuthConfig = (env: Environment): AuthAppConfig => readConfig(complete, env);

/** Injection token of {@link AuthAppConfig}. */
export const APP_CONFIG = Symbol('APP_CONFIG');

/** This app believes the tokens that it makes, and no others. */
export const ownIssuer = ({ AUTH_PUBLIC_URL, AUTH_AUDIENCE }: AuthAppConfig): AuthConfig => ({
  AUTH_ISSUER: AUTH_PUBLIC_URL,
  AUTH_JWKS_URL: `${AUTH_PUBLIC_URL}/jwks`,
  AUTH_REVOCATIONS_POLL_MS: 1_000,
  AUTH_AUDIENCE,
  AUTH_ALGORITHMS: ['ES256'],
  AUTH_TOKEN_TYPES: ['at+jwt'],
});
