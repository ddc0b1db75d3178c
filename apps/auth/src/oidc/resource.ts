import type { ResourceServer } from 'oidc-provider';
import type { AuthAppConfig } from '../app.config.js';

/** How a client asks for a token for the apps behind this issuer (RFC 8707). */
export const resourceOf = ({ AUTH_AUDIENCE }: Pick<AuthAppConfig, 'AUTH_AUDIENCE'>): string => `urn:roadmap:${AUTH_AUDIENCE}`;

/** Access tokens for those apps: signed, so that none of them has to ask here, and short. */
export const resourceServer = (config: AuthAppConfig): ResourceServer => ({
  // TRAP: only these. This app is of the same audience, and a token that said `account:self` would let any client change a password.
  scope: config.AUTH_CLIENT_SCOPES.join(' '),
  audience: config.AUTH_AUDIENCE,
  accessTokenTTL: config.AUTH_ACCESS_TOKEN_SECONDS,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'ES256' } },
});
