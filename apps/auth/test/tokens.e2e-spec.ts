import { createHmac } from 'node:crypto';
import { createLocalJWKSet, exportSPKI, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { KeyRotation } from '../src/keys/key-rotation.js';
import { KeyStore } from '../src/keys/key-store.js';
import { type AuthApp, claimsOf, type Person, startAuth } from './support/app.js';

let auth: AuthApp;
let ana: Person;
beforeAll(async () => {
  auth = await startAuth();
});
beforeEach(async () => {
  ana = await auth.person();
});
afterAll(() => auth.stop());

const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
const jwks = async (): Promise<{ keys: JWK[] }> => (await auth.anonymous.get('/jwks')).body;
const asks = (token: string) => ana.get('/v1/me', { authorization: `Bearer ${token}` });
const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the published keys', () => {
  it('verify our tokens in other people\'s libraries, and are public halves alone', async () => {
    const { keys } = await jwks();
    expect(keys).toEqual([{ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: expect.any(String), alg: 'ES256', use: 'sig' }]);

    const { payload } = await jwtVerify(ana.accessToken, createLocalJWKSet({ keys }), {
      issuer: 'http://127.0.0.1:3002',
      audience: 'backend-roadmap',
      typ: 'at+jwt',
      currentDate: auth.clock.now(),
    });
    expect(payload.sub).toBe(ana.id);
  });

  it('are encrypted in the database', async () => {
    const [{ sealed_key: sealed }] = await auth.dataSource.query('SELECT sealed_key FROM signing_key');
    expect(sealed.toString('utf8')).not.toContain('"d"');
    expect(sealed.toString('utf8')).not.toContain('P-256');
  });
});

describe('a token that is not ours', () => {
  const claims = () => ({ ...claimsOf(ana.accessToken), roles: ['user', 'admin'] });

  it.each([
    ['without a signature', async () => `${text({ alg: 'none', typ: 'at+jwt' })}.${text(claims())}.`],
    ['with the old signature under other claims', async () => ana.accessToken.replace(/\.[^.]+\./, `.${text(claims())}.`)],
    [
      'that takes our public key for an HMAC secret',
      async () => {
        const [key] = (await jwks()).keys;
        const secret = await exportSPKI((await importJWK(key as JWK, 'ES256', { extractable: true })) as never);
        const input = `${text({ alg: 'HS256', typ: 'at+jwt', kid: key?.kid })}.${text(claims())}`;
        return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      },
    ],
    ['of a key that it brings along', async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(claims()).setProtectedHeader({ ...headerOf(ana.accessToken), jku: 'https://evil.example/jwks' }).sign(privateKey);
    }],
    ['whose key is named by a path', async () => `${text({ alg: 'ES256', typ: 'at+jwt', kid: '../../dev/null' })}.${text(claims())}.AAAA`],
    ['whose key is named by SQL', async () => `${text({ alg: 'ES256', typ: 'at+jwt', kid: "' OR 1=1 --" })}.${text(claims())}.AAAA`],
  ])('%s is refused', async (_, forge) => {
    const { status, body } = await asks(await forge());
    expect([status, body.code]).toEqual([401, 'invalid_token']);
    expect((await asks(ana.accessToken)).status).toBe(200);
  });

  const sign = (changes: object, header = {}) => {
    const { kid, privateKey } = auth.running.nest.get(KeyStore, { strict: false }).current();
    return new SignJWT({ ...claimsOf(ana.accessToken), ...changes }).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid, ...header }).sign(privateKey);
  };

  it.each([
    ['of another issuer', { iss: 'https://evil.example' }, {}],
    ['for another audience', { aud: 'somebody-else' }, {}],
    ['that is not good yet', { nbf: 4_000_000_000 }, {}],
    ['that never expires', { exp: undefined }, {}],
    ['that is an ID token', {}, { typ: 'JWT' }],
    ['that is nobody\'s', { sub: '' }, {}],
  ])('%s is refused, though it is signed by us', async (_, changes, header) => {
    expect((await asks(await sign({}))).status).toBe(200);
    const { status, body } = await asks(await sign(changes, header));
    expect([status, body.code]).toEqual([401, 'invalid_token']);
  });

  it('is refused at the second when it expires', async () => {
    await auth.clock.advance(299_999);
    expect((await asks(ana.accessToken)).status).toBe(200);
    await auth.clock.advance(1);
    expect((await asks(ana.accessToken)).body.code).toBe('token_expired');
  });
});

describe('a new signing key', () => {
  it('is published an hour before it signs; the old one stays good for what it signed, and goes a day later', async () => {
    const old = headerOf(ana.accessToken).kid;
    await auth.running.nest.get(KeyRotation, { strict: false }).run({ now: true });
    await auth.clock.advance(60_000);
    expect((await jwks()).keys.map(({ kid }) => kid)).toEqual([expect.not.stringContaining(old), old]);
    expect(headerOf((await auth.signIn(ana.email)).accessToken).kid).toBe(old);

    auth.clock.set(new Date(auth.clock.now().getTime() + 3540_000 - 1_000));
    const last = await auth.signIn(ana.email);
    expect(headerOf(last.accessToken).kid).toBe(old);
    auth.clock.set(new Date(auth.clock.now().getTime() + 1_000));
    const first = await auth.signIn(ana.email);
    expect(headerOf(first.accessToken).kid).toBe((await jwks()).keys[0]?.kid);
    expect((await Promise.all([last.get('/v1/me'), first.get('/v1/me')])).map(({ status }) => status)).toEqual([200, 200]);

    auth.clock.set(new Date(auth.clock.now().getTime() + 24 * 3600 * 1000));
    await auth.running.nest.get(KeyStore, { strict: false }).refresh();
    expect((await jwks()).keys.map(({ kid }) => kid)).toEqual([headerOf(first.accessToken).kid]);
  });

  it('is made by itself after thirty days, once, however many instances there are', async () => {
    auth.clock.set(new Date(auth.clock.now().getTime() + 31 * 24 * 3600 * 1000));
    const rotation = auth.running.nest.get(KeyRotation, { strict: false });
    await Promise.all([rotation.run(), rotation.run(), rotation.run()]);
    const [{ keys }] = await auth.dataSource.query('SELECT COUNT(*)::int AS keys FROM signing_key WHERE expires_at IS NULL');
    const [{ all }] = await auth.dataSource.query('SELECT COUNT(*)::int AS all FROM signing_key');
    expect([keys, all]).toEqual([1, 2]);
  });
});
