import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { KeyRotation } from '../src/keys/key-rotation.js';
import { KeyStore } from '../src/keys/key-store.js';
import { type AuthApp, claimsOf } from './support/app.js';
import { authorize, authorizeUrl, browserOf, exchange, ISSUER, RESOURCE, SPA, startProvider, wait } from './support/relying-party.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startProvider();
});
afterAll(() => auth.stop());

describe('Signing in to an app', () => {
  it('leads through sign-in and consent to a code, and the code to tokens of that user', async () => {
    const { id, email } = await auth.account();
    const answer = await authorize(browserOf(auth), authorizeUrl(), email);
    expect(Object.fromEntries(answer)).toEqual({ code: expect.any(String), state: 'the-state', iss: ISSUER });

    const { status, body } = await exchange(auth, answer.get('code') ?? '');
    expect({ status, body }).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 300, scope: 'openid email' } });
    expect(claimsOf(body.id_token ?? '')).toMatchObject({ iss: ISSUER, aud: SPA.id, sub: id, nonce: 'the-nonce', amr: ['pwd'], auth_time: expect.any(Number) });

    const userinfo = await auth.anonymous.get('/oidc/userinfo', { authorization: `Bearer ${body.access_token}` });
    expect(userinfo.body).toEqual({ sub: id, email, email_verified: true });
  });

  it('gives a token for the apps behind this issuer that says no more than was allowed', async () => {
    const { id, email } = await auth.account({ roles: ['user', 'admin'] });
    const url = authorizeUrl({ scope: 'openid todos:read', resource: RESOURCE });
    const { body } = await exchange(auth, (await authorize(browserOf(auth), url, email)).get('code') ?? '');
    expect(claimsOf(body.access_token ?? '')).toMatchObject({ iss: ISSUER, aud: 'backend-roadmap', sub: id, roles: ['user', 'admin'], permissions: ['todos:read'], sid: expect.any(String), ver: 1, client_id: SPA.id });
  });

  it('goes on while keys change: what the next key signs is good, and so is what the last one signed', async () => {
    const { email } = await auth.account();
    const browser = browserOf(auth);
    const url = authorizeUrl({ scope: 'openid todos:read', resource: RESOURCE });
    const before = await exchange(auth, (await authorize(browser, url, email)).get('code') ?? '');
    await auth.running.nest.get(KeyRotation, { strict: false }).run({ now: true });
    // Two hours later, of which nothing but the store's own minute is gone through.
    auth.clock.set(new Date(auth.clock.now().getTime() + 2 * 3600_000));
    await wait(auth, 0);
    await auth.running.nest.get(KeyStore, { strict: false }).refresh();
    const after = await exchange(auth, (await authorize(browser, url, email)).get('code') ?? '');

    const kids = [before, after].map(({ body }) => decodeProtectedHeader(body.access_token ?? '').kid);
    expect(kids[0]).not.toBe(kids[1]);
    expect(kids[1]).toBe(auth.running.nest.get(KeyStore, { strict: false }).current().kid);
    const published = createLocalJWKSet((await auth.anonymous.get('/jwks')).body);
    for (const { body } of [before, after]) {
      await jwtVerify(body.access_token ?? '', published, { issuer: ISSUER, audience: 'backend-roadmap', typ: 'at+jwt', algorithms: ['ES256'], currentDate: new Date(0) });
    }
  });
});
