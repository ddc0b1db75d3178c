import { demo, duration, list } from '@roadmap/config';
import { z } from 'zod';
import { DEMO_ISSUER, DEMO_JWKS } from './demo-issuer.js';

/** The variables that say whose tokens an app believes, to be spread into its schema. Any OIDC provider will do. */
export const authVariables = {
  /** `iss` of the tokens. */
  AUTH_ISSUER: demo(z.url(), DEMO_ISSUER),
  /** Where the issuer publishes its keys. */
  AUTH_JWKS_URL: demo(z.url(), DEMO_JWKS),
  /** Where the issuer says which tokens it took back before they expired. Without it a token is good until it expires. */
  AUTH_REVOCATIONS_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Milliseconds between two looks at it. */
  AUTH_REVOCATIONS_POLL_MS: duration.min(100).default(2_000),
  /** `aud` of the tokens: they must be meant for us. */
  AUTH_AUDIENCE: z.string().default('backend-roadmap'),
  /** Signature algorithms, asymmetric only; anything else in a token's header is refused. */
  AUTH_ALGORITHMS: list.pipe(z.array(z.enum(['ES256', 'ES384', 'RS256', 'PS256']))).default(['ES256']),
  /** `typ` of the tokens. RFC 9068 says `at+jwt`; some providers say `JWT`. */
  AUTH_TOKEN_TYPES: list.default(['at+jwt']),
};

/** What {@link authVariables} reads. */
export type AuthConfig = z.output<z.ZodObject<typeof authVariables>>;
