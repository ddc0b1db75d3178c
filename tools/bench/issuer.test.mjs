// @ts-check
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { createIssuer } from './issuer.mjs';

test('a token is signed by the key that the issuer publishes, and meant for us', () => {
  const issuer = createIssuer('http://issuer.test/');
  const [header = '', payload = '', signature = ''] = issuer.token({ sub: 'ann', roles: ['user'] }).split('.');
  const [jwk] = issuer.keys.keys;
  assert.ok(jwk && !('d' in jwk), 'the private half stays here');
  const key = { key: createPublicKey({ key: /** @type {import('node:crypto').JsonWebKey} */ (jwk), format: 'jwk' }), dsaEncoding: /** @type {const} */ ('ieee-p1363') };
  assert.ok(verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')));
  const { iat, exp, ...claims } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  assert.deepEqual(claims, { sub: 'ann', roles: ['user'], iss: 'http://issuer.test/', aud: 'backend-roadmap' });
  assert.equal(exp - iat, 3600);
});
