import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { DEMO_CLIENTS } from '../src/oidc/clients.js';
import { type AuthApp, claimsOf, PASSWORD } from './support/app.js';
import { answerOf, ask, authorize, authorizeUrl, basic, browserOf, exchange, ISSUER, SERVER, SPA, startProvider, wait } from './support/relying-party.js';

// Jest's global clones into another realm, whose plain objects are not plain to the provider's library.
globalThis.structuredClone = ((value: unknown) => JSON.parse(JSON.stringify(value))) as typeof structuredClone;

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const shared = { redirect_uris: ['http://127.0.0.1:8082/callback'], grant_types: ['client_credentials'], response_types: [] };
const CLIENTS = [
  ...(JSON.parse(DEMO_CLIENTS) as object[]),
  { ...shared, client_id: 'poster', client_name: 'Poster', token_endpoint_auth_method: 'client_secret_post', client_secret: 'p'.repeat(40) },
  { ...shared, client_id: 'signer', client_name: 'Signer', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] } },
];

let auth: AuthApp;
beforeAll(async () => {
  auth = await startProvider({ AUTH_CLIENTS: JSON.stringify(CLIENTS) });
});
afterAll(() => auth.stop());

/** A code for `demo-spa`. */
const code = async (browser = browserOf(auth)): Promise<string> => (await authorize(browser, authorizeUrl(), (await auth.account()).email)).get('code') ?? '';
/** What a request is answered before anybody signs in. */
const refused = async (changes: Record<string, string | undefined>) => answerOf(await browserOf(auth).open(authorizeUrl(changes))).get('error');

describe('The discovery document (oidcc-discovery-endpoint-verification)', () => {
  it('names what there is, at the issuer\'s own address, whatever the request says of its host', async () => {
    const { body } = await auth.anonymous.get('/.well-known/openid-configuration', { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' });
    expect(body).toMatchObject({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oidc/authorize`,
      token_endpoint: `${ISSUER}/oidc/token`,
      jwks_uri: `${ISSUER}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    });
    expect(JSON.stringify(body)).not.toContain('evil');
    expect(body.grant_types_supported.sort()).toEqual(['authorization_code', 'client_credentials', 'refresh_token']);
  });
});

describe('RFC 9700: redirect addresses (2.1, 4.1)', () => {
  it.each([
    ['another host', 'http://127.0.0.1.evil.example/callback'],
    ['another port', 'http://127.0.0.1:8081/callback'],
    ['a longer path', 'http://127.0.0.1:8080/callback/../steal'],
    ['a query', 'http://127.0.0.1:8080/callback?next=https://evil.example'],
    ['a user', 'http://127.0.0.1:8080@evil.example/callback'],
    ['another spelling', 'http://127.0.0.1:8080/CALLBACK'],
    ['a fragment', 'http://127.0.0.1:8080/callback#x'],
    ['a script', 'javascript:alert(1)'],
    ['none', undefined],
  ])('refuses %s, and tells the person and not the address (oidcc-redirect-uri-not-registered)', async (_what, redirect_uri) => {
    const page = await browserOf(auth).open(authorizeUrl({ redirect_uri }));
    expect({ status: page.status, url: new URL(page.url).origin }).toEqual({ status: 400, url: ISSUER });
  });

  it('writes what a request said into an error page as text', async () => {
    const evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    for (const changes of [{ client_id: evil }, { redirect_uri: evil }, { scope: evil }, { response_type: evil }]) {
      const page = await browserOf(auth).open(authorizeUrl({ ...changes, ...('client_id' in changes ? {} : { redirect_uri: evil }) }));
      expect(page.status).toBe(400);
      expect(page.text).not.toMatch(/<script>alert|<img/);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('an answer says who gives it, so that answers of two issuers cannot be mixed up (2.1, 4.4; RFC 9207)', async () => {
    expect(answerOf(await browserOf(auth).open(authorizeUrl({ code_challenge: undefined }))).get('iss')).toBe(ISSUER);
  });
});

describe('RFC 9700: PKCE (2.1.1, 4.8)', () => {
  it.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['a challenge in clear', { code_challenge_method: 'plain' }],
    ['a challenge that is in clear because no method is named', { code_challenge_method: undefined }],
  ])('refuses %s, also of a client that has a secret', async (_what, changes) => {
    expect(await refused(changes)).toBe('invalid_request');
    expect(await refused({ client_id: SERVER.id, redirect_uri: SERVER.callback, ...changes })).toBe('invalid_request');
  });

  it.each([
    ['no verifier', {}],
    ['another verifier', { code_verifier: 'w'.repeat(43) }],
  ])('refuses %s for the code', async (_what, given) => {
    const form = { grant_type: 'authorization_code', client_id: SPA.id, redirect_uri: SPA.callback, code: await code(), ...given };
    expect(await ask(auth, '/oidc/token', form)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('RFC 9700: codes (4.2, 4.5)', () => {
  it('are good once; a second use takes back what the first one got (oidcc-codereuse)', async () => {
    const one = await code();
    const { body } = await exchange(auth, one);
    expect(await exchange(auth, one)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await auth.anonymous.get('/oidc/userinfo', { authorization: `Bearer ${body.access_token}` })).status).toBe(401);
  });

  it('of twenty exchanges of one code at once, at most one succeeds, and nothing that it got is good', async () => {
    const one = await code();
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(auth, one)));
    const good = answers.filter(({ status }) => status === 200);
    expect(good.length).toBeLessThanOrEqual(1);
    expect(answers.filter(({ status }) => status !== 200).map(({ body }) => body.error)).toEqual(Array(20 - good.length).fill('invalid_grant'));
    for (const { body } of good) expect((await auth.anonymous.get('/oidc/userinfo', { authorization: `Bearer ${body.access_token}` })).status).toBe(401);
  });

  it('are good for a minute (oidcc-codereuse-30seconds is within it)', async () => {
    const one = await code();
    await wait(auth, 61_000);
    expect(await exchange(auth, one)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('are for the client and the address they were given for', async () => {
    expect(await exchange(auth, await code(), { redirect_uri: 'http://127.0.0.1:8080/other' })).toMatchObject({ status: 400 });
    const form = { grant_type: 'authorization_code', redirect_uri: SPA.callback, code: await code(), code_verifier: 'v'.repeat(43) };
    expect(await ask(auth, '/oidc/token', form, basic(SERVER.id, SERVER.secret))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('are not in the database, nor is any other secret of the protocol', async () => {
    const one = await code();
    const rows = (await auth.dataSource.query('SELECT * FROM oidc_record')) as Record<string, unknown>[];
    const everything = rows.map((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value))).join()).join();
    expect(rows.length).toBeGreaterThan(0);
    expect(everything).not.toContain(one);
    expect(everything).not.toContain('demo-spa');
  });
});

describe('RFC 9700: grants that must not be there (2.1.2, 2.4)', () => {
  it.each(['token', 'id_token', 'id_token token', 'code token', 'code id_token'])('no response_type=%s (oidcc-response-type-missing is refused as well)', async (response_type) => {
    const page = await browserOf(auth).open(authorizeUrl({ response_type }));
    const said = page.status === 0 ? new URL(page.url).search + new URL(page.url).hash : page.text;
    expect(said).toMatch(/unsupported_response_type|unauthorized_client|invalid_request/);
    expect(said).not.toContain('access_token=');
  });

  it('no password grant', async () => {
    const form = { grant_type: 'password', username: 'alice@example.com', password: 'x' };
    expect(await ask(auth, '/oidc/token', form, basic(SERVER.id, SERVER.secret))).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });

  it('no token in a query (4.3.2)', async () => {
    const { body } = await exchange(auth, await code());
    expect((await auth.anonymous.get(`/oidc/userinfo?access_token=${body.access_token}`)).status).not.toBe(200);
  });
});

describe('Clients prove who they are', () => {
  const credentials = { grant_type: 'client_credentials' };

  it('by a secret in the header, or in the body, and not without one', async () => {
    expect((await ask(auth, '/oidc/token', credentials, basic(SERVER.id, SERVER.secret))).status).toBe(200);
    expect((await ask(auth, '/oidc/token', credentials, basic(SERVER.id, `${SERVER.secret}x`))).body.error).toBe('invalid_client');
    expect((await ask(auth, '/oidc/token', { ...credentials, client_id: 'poster', client_secret: 'p'.repeat(40) })).status).toBe(200);
    expect((await ask(auth, '/oidc/token', { ...credentials, client_id: SERVER.id })).body.error).toBe('invalid_client');
  });

  it('by a signed assertion, which is good once, for this issuer, and only by their own key', async () => {
    const sign = (audience = ISSUER, key = privateKey) =>
      new SignJWT({ jti: randomUUID() }).setProtectedHeader({ alg: 'ES256' }).setIssuer('signer').setSubject('signer').setAudience(audience).setIssuedAt().setExpirationTime('1m').sign(key);
    const present = async (client_assertion: string) =>
      (await ask(auth, '/oidc/token', { ...credentials, client_assertion, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' })).status;
    const assertion = await sign();
    expect(await present(assertion)).toBe(200);
    expect(await present(assertion)).not.toBe(200);
    expect(await present(await sign('https://other.example'))).not.toBe(200);
    expect(await present(await sign(ISSUER, generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey))).not.toBe(200);
  });

  it('and see nothing of the tokens of others', async () => {
    const { body } = await exchange(auth, await code());
    const { body: seen } = await ask(auth, '/oidc/introspect', { token: body.access_token ?? '' }, basic(SERVER.id, SERVER.secret));
    expect(seen).toEqual({ active: false });
  });
});

describe('What people are asked', () => {
  it('may be answered with no', async () => {
    const browser = browserOf(auth);
    const { email } = await auth.account();
    const page = await browser.submit(await browser.open(authorizeUrl()), '/login', { email, password: PASSWORD });
    expect(answerOf(await browser.submit(page, /\/deny$/)).get('error')).toBe('access_denied');
  });

  it('is asked once for the same client and the same things (oidcc-prompt-none-logged-in)', async () => {
    const browser = browserOf(auth);
    await code(browser);
    expect(answerOf(await browser.open(authorizeUrl({ prompt: 'none' }))).get('code')).toBeTruthy();
    expect(answerOf(await browser.open(authorizeUrl({ prompt: 'none', scope: 'openid email roles' }))).get('error')).toBe('consent_required');
  });

  it('is not asked of nobody (oidcc-prompt-none-not-logged-in)', async () => {
    expect(await refused({ prompt: 'none' })).toBe('login_required');
  });

  it('is who they are, again, where the app wants to know (oidcc-prompt-login, oidcc-max-age-1)', async () => {
    const { email } = await auth.account();
    for (const changes of [{ prompt: 'login' }, { max_age: '60' }]) {
      const browser = browserOf(auth);
      await authorize(browser, authorizeUrl(), email);
      await wait(auth, 'max_age' in changes ? 61_000 : 0);
      const page = await browser.open(authorizeUrl(changes));
      expect(page.url).toContain('/login?again=1');
      // To open the question once more is no sign-in.
      const question = `${ISSUER}${new URL(page.url).searchParams.get('returnTo')}`;
      expect((await browser.open(question)).url).toContain('/login?again=1');

      await wait(auth, 2_000);
      const answer = answerOf(await browser.submit(page, '/login', { email, password: PASSWORD }));
      const { body } = await exchange(auth, answer.get('code') ?? '');
      expect(claimsOf(body.id_token ?? '').auth_time).toBe(Math.floor(auth.clock.now().getTime() / 1000));
    }
  });

  it('belongs to the browser that was asked: nobody can be made to answer a stranger\'s question', async () => {
    const { email } = await auth.account();
    const browser = browserOf(auth);
    const page = await browser.submit(await browser.open(authorizeUrl()), '/login', { email, password: PASSWORD });
    expect((await browserOf(auth).open(page.url)).status).toBe(404);
  });

  it('cannot be answered by a form of another site', async () => {
    const { email } = await auth.account();
    const browser = browserOf(auth);
    const page = await browser.submit(await browser.open(authorizeUrl()), '/login', { email, password: PASSWORD });
    const form = page.forms.find(({ action }) => action.endsWith('/allow'));
    const send = (fields: Record<string, string>, from: string) => browser.open(ISSUER + form?.action, { method: 'POST', form: fields, from });
    expect((await send(form?.fields ?? {}, 'https://evil.example')).status).toBe(403);
    expect((await send({}, ISSUER)).status).toBe(403);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:8080;");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
  });

  it('ends with the sign-out on our pages: the next person at this computer is not the one before', async () => {
    const { id, email } = await auth.account();
    const browser = browserOf(auth);
    await authorize(browser, authorizeUrl(), email);
    await auth.dataSource.query(`UPDATE session SET revoked_at = now() WHERE account_id = $1 AND device NOT LIKE 'App:%'`, [id]);
    expect(answerOf(await browser.open(authorizeUrl({ prompt: 'none' }))).get('error')).toBe('login_required');
  });
});
