// @ts-check
import { generateKeyPairSync, sign } from 'node:crypto';

/** Who the load is: claims of a token. @typedef {{ sub: string, roles: string[] }} Claims */

/**
 * A token issuer as production has one, with a key that lives as long as this run.
 *
 * @param {string} url of the issuer, its `iss`
 */
export function createIssuer(url) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const header = { alg: 'ES256', kid: 'bench', typ: 'at+jwt' };
  return {
    keys: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: header.kid }] },
    /** A token for an hour. @param {Claims} claims */
    token: (claims) => {
      const now = Math.floor(Date.now() / 1000);
      const payload = { ...claims, iss: url, aud: 'backend-roadmap', iat: now, exp: now + 3600 };
      const signed = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      // JWS wants r and s side by side, and not in DER.
      return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    },
  };
}
