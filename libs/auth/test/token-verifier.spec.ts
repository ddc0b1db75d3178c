import { createHmac } from 'node:crypto';
import { TestClock } from '@roadmap/clock';
import { readConfig } from '@roadmap/config';
import { z } from 'zod';
import { type AuthConfig, authVariables, demoToken, RemoteIssuer, TokenVerifier } from '../src/index.js';
import { FakeIssuer, forge, ISSUER, type IssuerKey, issuerKey, NOW, sign } from './support/issuer.js';

const S = NOW / 1000;
const issuer = new FakeIssuer();
let jwks: string;
let key: IssuerKey;
let rsa: IssuerKey;
let clock: TestClock;
let verifier: TokenVerifier;

const verifierBy = (config: AuthConfig): TokenVerifier =>
  new TokenVerifier(config, { user: ['read'], admin: ['read', 'purge'] }, clock, new RemoteIssuer(config, clock));
const verifierOf = (env: Record<string, string> = {}): TokenVerifier => verifierBy(readConfig(z.object(authVariables), { AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: jwks, ...env }));
const verify = (token: string, scheme = 'Bearer') => verifier.verify({ headers: { authorization: `${scheme} ${token}` } });
const outcome = async (token: string, scheme?: string): Promise<unknown> => verify(token, scheme).then(({ id }) => id, (error: { status: number; code: string }) => `${error.status} ${error.code}`);
const BAD = '401 invalid_token';

beforeAll(async () => {
  jwks = await issuer.start();
  [key, rsa] = await Promise.all([issuerKey('k1'), issuerKey('r1', 'RS256')]);
});
beforeEach(() => {
  issuer.keys = [key, rsa];
  issuer.status = 200;
  issuer.asked = 0;
  clock = new TestClock(new Date(NOW));
  verifier = verifierOf();
});
afterAll(() => issuer.stop());

describe('a good token', () => {
  it('is its subject, with the permissions of the roles this app knows', async () => {
    const { id, roles, permissions } = await verify(await sign(key, { roles: ['admin', 'stranger', 'constructor', '__proto__', 7] }));
    expect([id, roles, [...permissions]]).toEqual(['ana', ['admin'], ['read', 'purge']]);
  });

  it.each(['Bearer', 'bearer', 'BEARER'])('may come with the scheme %s', async (scheme) => {
    expect(await outcome(await sign(key), scheme)).toBe('ana');
  });

  it.each([['user'], { 0: 'user' }, 'user', undefined, null, 7].map((roles, index) => [roles, index === 0 ? ['user'] : []]))('with roles %j has %j', async (roles, found) => {
    expect((await verify(await sign(key, { roles }))).roles).toEqual(found);
  });

  it.each(['application/at+jwt', 'AT+JWT'])('may call its type %s', async (typ) => {
    expect(await outcome(await sign(key, {}, { typ }))).toBe('ana');
  });
});

describe('a forged signature', () => {
  const claims = { iss: ISSUER, aud: 'backend-roadmap', sub: 'mallory', roles: ['admin'], exp: S + 60 };
  const header = { typ: 'at+jwt', kid: 'k1' };
  const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest('base64url');

  it.each(['none', 'None', 'NONE', '', undefined, 'HS256', 'ES384', 'EdDSA', 'RS256'])('with alg %s is refused', async (alg) => {
    expect(await outcome(forge({ ...header, alg }, claims))).toBe(BAD);
    expect(await outcome(forge({ ...header, alg }, claims, () => 'AAAA'))).toBe(BAD);
  });

  it('made by the public key as an HMAC secret is refused', async () => {
    for (const secret of [key.pem, key.pem.trim(), JSON.stringify(key.jwk), '']) {
      for (const alg of ['HS256', 'ES256']) expect(await outcome(forge({ ...header, alg }, claims, hmac(secret)))).toBe(BAD);
    }
  });

  it('by a published key of an algorithm this app does not take is refused, and taken where it does', async () => {
    const token = await sign(rsa);
    expect(await outcome(token)).toBe(BAD);
    expect((await verifierOf({ AUTH_ALGORITHMS: 'ES256,RS256' }).verify({ headers: { authorization: `Bearer ${token}` } })).id).toBe('ana');
  });

  it('by a key that the token brings along is refused, and nothing is fetched from where it points', async () => {
    const own = await issuerKey('k1');
    const trap = new FakeIssuer();
    const url = await trap.start();
    for (const more of [{ jwk: own.jwk }, { jku: url }, { x5u: url }, { x5c: ['AAAA'] }]) expect(await outcome(await sign(own, {}, more))).toBe(BAD);
    expect(await outcome(await sign(own, {}, { kid: url }))).toBe(BAD);
    expect(trap.asked).toBe(0);
    await trap.stop();
  });

  it.each(['../../etc/passwd', "k1' OR '1'='1", '/dev/null', 'k1\0', '__proto__', '', 7, null, ['k1'], { k: 1 }])('with kid %j is refused', async (kid) => {
    expect(await outcome(forge({ ...header, alg: 'ES256', kid }, claims, () => 'A'.repeat(86)))).toBe(BAD);
  });

  it('or payload changed by any one character is refused', async () => {
    const token = await sign(key, { sub: 'b' });
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect([at, await outcome(changed)]).toEqual([at, BAD]);
    }
  });

  it.each(['', '.', '..', 'a.b', 'a.b.c', 'a.b.c.d.e', 'null', 'x'.repeat(15_000)])('that is no token is refused: %.20s', async (token) => {
    expect(await outcome(token)).toBe(BAD);
  });

  it('of a good token that is longer than any issuer makes is refused', async () => {
    expect(await outcome(await sign(key, { padding: 'x'.repeat(4_000) }))).toBe(BAD);
  });

  it('of a good token under another scheme, or after another word, is refused', async () => {
    const token = await sign(key);
    for (const scheme of ['Basic', 'JWT', 'Bearer Bearer', 'BearerX']) expect([scheme, await outcome(token, scheme)]).toEqual([scheme, BAD]);
    expect(await outcome(`${token} x`)).toBe(BAD);
    expect(await outcome(`${token},Bearer ${token}`)).toBe(BAD);
  });
});

describe('a claim', () => {
  it.each([
    [{ iss: 'https://issuer.test' }, BAD],
    [{ iss: undefined }, BAD],
    [{ iss: [ISSUER] }, BAD],
    [{ aud: 'somebody-else' }, BAD],
    [{ aud: undefined }, BAD],
    [{ aud: ['somebody-else', 'backend-roadmap'] }, 'ana'],
    [{ exp: undefined }, BAD],
    [{ exp: String(S + 60) }, BAD],
    [{ exp: null }, BAD],
    [{ exp: S }, '401 token_expired'],
    [{ exp: -1 }, '401 token_expired'],
    [{ exp: 0 }, '401 token_expired'],
    [{ exp: S + 1 }, 'ana'],
    [{ exp: 1e300 }, 'ana'],
    [{ nbf: S + 6 }, BAD],
    [{ nbf: S + 5 }, 'ana'],
    [{ nbf: 'soon' }, BAD],
    [{ nbf: null }, BAD],
    [{ nbf: [S] }, BAD],
    [{ iat: S + 3600 }, 'ana'],
    [{ iat: 'yesterday' }, BAD],
    [{ sub: undefined }, BAD],
    [{ sub: '' }, BAD],
    [{ sub: 7 }, BAD],
    [{ sub: ['ana'] }, BAD],
    [{ sub: { toString: 'ana' } }, BAD],
    [{ sub: 'a\0b' }, BAD],
    [{ sub: '\ud800' }, BAD],
    [{ sub: 'x'.repeat(255) }, 'x'.repeat(255)],
    [{ sub: 'x'.repeat(256) }, BAD],
  ])('%.60j is answered %.30s', async (claims, answer) => {
    expect(await outcome(await sign(key, claims))).toBe(answer);
  });

  it.each(['JWT', 'id+jwt', 'logout+jwt', '', undefined, 7])('typ %j is refused', async (typ) => {
    expect(await outcome(await sign(key, {}, { typ }))).toBe(BAD);
  });
});

describe('a token that was verified before', () => {
  it('is remembered to the last second of its life and not longer', async () => {
    const authorization = `Bearer ${await sign(key, { exp: S + 60 })}`;
    expect(verifier.remembered(authorization)).toBeUndefined();
    const principal = await verifier.verify({ headers: { authorization } });
    await clock.advance(59_999);
    expect(verifier.remembered(authorization)).toBe(principal);
    expect(verifier.remembered(`${authorization} `)).toBeUndefined();
    await clock.advance(1);
    expect(verifier.remembered(authorization)).toBeUndefined();
    await expect(verifier.verify({ headers: { authorization } })).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('is not remembered when it was bad', async () => {
    const authorization = `Bearer ${await sign(key, { aud: 'x' })}`;
    await expect(verifier.verify({ headers: { authorization } })).rejects.toMatchObject({ code: 'invalid_token' });
    expect(verifier.remembered(authorization)).toBeUndefined();
  });

  it('of one app means nothing to another with another issuer', async () => {
    const authorization = `Bearer ${await sign(key)}`;
    const other = verifierOf({ AUTH_ISSUER: 'https://other.test/' });
    await verifier.verify({ headers: { authorization } });
    expect(other.remembered(authorization)).toBeUndefined();
    await expect(other.verify({ headers: { authorization } })).rejects.toMatchObject({ code: 'invalid_token' });
    expect(await outcome(authorization.slice(7))).toBe('ana');
  });
});

describe('the keys of the issuer', () => {
  it('are fetched once for a hundred requests at the same time', async () => {
    const tokens = await Promise.all(Array.from({ length: 100 }, (_, index) => sign(key, { sub: `user-${index}` })));
    expect(await Promise.all(tokens.map((token) => outcome(token)))).toEqual(tokens.map((_, index) => `user-${index}`));
    expect(issuer.asked).toBe(1);
  });

  it('are not fetched again for made-up key ids within the cooldown, by however many', async () => {
    await outcome(await sign(key));
    const unknown = await Promise.all(Array.from({ length: 100 }, async (_, index) => sign(await issuerKey(`made-up-${index}`))));
    expect(new Set(await Promise.all(unknown.map((token) => outcome(token))))).toEqual(new Set([BAD]));
    expect(issuer.asked).toBe(1);
  });

  it('that are new are found after the cooldown by one fetch, and the old one is good while it is published', async () => {
    let elapsed = 0;
    const real = Date.now;
    const fresh = await issuerKey('k2');
    try {
      Date.now = () => real() + elapsed; // jose asks the machine for the time of its cooldown
      expect(await outcome(await sign(key))).toBe('ana');
      issuer.keys = [key, fresh];
      elapsed = 31_000;
      expect(await Promise.all(Array.from({ length: 20 }, async () => outcome(await sign(fresh))))).toEqual(Array(20).fill('ana'));
      expect([await outcome(await sign(key)), issuer.asked]).toEqual(['ana', 2]);
      issuer.keys = [fresh];
      elapsed += 600_001;
      expect([await outcome(await sign(key, { sub: 'ben' })), issuer.asked]).toEqual([BAD, 3]);
    } finally {
      Date.now = real;
    }
  });

  it.each([500, 404, 302])('that cannot be had (%i) are our trouble and not the caller’s: 503', async (status) => {
    issuer.status = status;
    expect(await outcome(await sign(key))).toBe('503 issuer_unavailable');
    issuer.status = 200;
    expect(await outcome(await sign(key))).toBe('ana');
  });

  it('that were fetched go on working while the issuer is away', async () => {
    expect(await outcome(await sign(key))).toBe('ana');
    issuer.status = 500;
    expect(await outcome(await sign(key, { sub: 'ben' }))).toBe('ben');
  });
});

it('takes demo tokens in development and has no such issuer in production', async () => {
  const demo = verifierBy(readConfig(z.object(authVariables), {}));
  const token = await demoToken('alice@example.com', { now: NOW });
  expect((await demo.verify({ headers: { authorization: `Bearer ${token}` } })).id).toBe('a11ce000-0000-4000-8000-000000000001');
  expect(await outcome(token)).toBe(BAD);
  expect(() => readConfig(z.object(authVariables), { NODE_ENV: 'production' })).toThrow(/AUTH_ISSUER.*\n.*AUTH_JWKS_URL/);
  expect(() => readConfig(z.object(authVariables), { NODE_ENV: 'production', AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: 'demo:jwks' })).toThrow('AUTH_JWKS_URL');
});

describe('what a token says of its session', () => {
  const principalOf = async (claims: object) => verify(await sign(key, claims as Record<string, unknown>));

  it('is given to the app', async () => {
    expect(await principalOf({ sid: 's1', amr: ['pwd', 'otp'], auth_time: S - 60, act: { sub: 'root' } })).toMatchObject({
      sessionId: 's1',
      amr: ['pwd', 'otp'],
      authenticatedAt: NOW - 60_000,
      actor: 'root',
    });
    expect(await principalOf({ sid: 7, amr: 'pwd', auth_time: 'now', act: 'root' })).toMatchObject({ sessionId: undefined, amr: [], authenticatedAt: undefined, actor: undefined });
  });

  it.each([
    [['purge'], ['purge']],
    [['purge', 'everything'], ['purge']],
    [[], []],
  ])('limits its permissions to %j, and adds none', async (permissions, left) => {
    expect([...(await principalOf({ roles: ['admin'], permissions })).permissions]).toEqual(left);
  });

  it('is refused where its permissions are no list', async () => {
    expect(await outcome(await sign(key, { permissions: 'purge' }))).toBe(BAD);
  });
});
