import { KeyObject } from 'node:crypto';
import { UnauthenticatedError, UnavailableError } from '@roadmap/errors';
import { type CompactJWSHeaderParameters, createLocalJWKSet, createRemoteJWKSet, type CryptoKey, errors, type JWTVerifyGetKey } from 'jose';
import { DEMO_JWKS, demoKeySet } from './demo-issuer.js';

/** Finds the public key that a token's header names. */
export type FindKey = (header: CompactJWSHeaderParameters) => Promise<KeyObject>;

/**
 * Keys of an issuer by its JWKS URL: fetched when first needed, kept ten minutes, and fetched again for an unknown `kid`, but not more often than every
 * thirty seconds, so that made-up key ids cannot be used to hammer the issuer. The URL comes from configuration and never from a token.
 */
export function keySet(jwksUrl: string): FindKey {
  const find: JWTVerifyGetKey =
    jwksUrl === DEMO_JWKS
      ? createLocalJWKSet(demoKeySet())
      : createRemoteJWKSet(new URL(jwksUrl), { cacheMaxAge: 600_000, cooldownDuration: 30_000, timeoutDuration: 3_000 });
  return async (header) => {
    try {
      return KeyObject.from((await find(header, { payload: '', signature: '' })) as CryptoKey);
    } catch (error) {
      const wrongHeader = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported;
      if (wrongHeader) throw new UnauthenticatedError('invalid_token', 'The token is signed with a key we do not know.');
      throw new UnavailableError('issuer_unavailable', 'The keys of the token issuer cannot be fetched.', { retryAfter: 5, cause: error });
    }
  };
}
