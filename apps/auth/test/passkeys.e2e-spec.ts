import type { TestClient } from '@roadmap/testing';
import { type AuthApp, claimsOf, type Person, startAuth } from './support/app.js';
import { type Deviations, SoftwareAuthenticator } from './support/software-authenticator.js';

const ORIGIN = 'http://localhost:3002';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

/** The cookie by which the server knows this browser again. */
const cookieOf = ({ headers }: { headers: Record<string, unknown> }): string => String((headers['set-cookie'] as unknown as string[])[0]).split(';')[0] ?? '';

async function begin(who: TestClient, path: string) {
  const answer = await who.post(path);
  return { options: answer.body, browser: { cookie: cookieOf(answer) } };
}

async function addPasskey(ana: Person, device = new SoftwareAuthenticator(ORIGIN), deviations: Deviations = {}) {
  const { options, browser } = await begin(ana, '/v1/me/passkeys/options');
  const response = device.register(options, deviations);
  return { device, options, browser, response, answer: await ana.post('/v1/me/passkeys', { name: 'phone', response }, browser) };
}

async function signIn(device: SoftwareAuthenticator, deviations: Deviations = {}) {
  const { options, browser } = await begin(auth.anonymous, '/v1/login/passkey/options');
  const response = device.signIn(options, deviations);
  return { response, browser, answer: await auth.anonymous.post('/v1/login/passkey', { response }, browser) };
}

describe('a passkey', () => {
  it('is added by who has just signed in, and signs in by itself, without a name', async () => {
    const ana = await auth.person();
    const { device, options, answer } = await addPasskey(ana);
    expect(answer.status).toBe(201);
    expect(options).toMatchObject({ rp: { id: 'localhost' }, attestation: 'none', authenticatorSelection: { residentKey: 'required', userVerification: 'required' } });
    expect((await ana.get('/v1/me/passkeys')).body.items).toEqual([expect.objectContaining({ name: 'phone', backedUp: false, lastUsedAt: null })]);

    const { answer: signedIn } = await signIn(device);
    expect(signedIn.status).toBe(200);
    expect(claimsOf(signedIn.body.accessToken)).toMatchObject({ sub: ana.id, amr: ['hwk', 'user', 'mfa'] });
  });

  it('says nothing of who has one: the options name no account and no key', async () => {
    const { options } = await begin(auth.anonymous, '/v1/login/passkey/options');
    expect(Object.keys(options).sort()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification']);
  });

  it.each<[string, Deviations]>([
    ['of another site', { origin: 'https://evil.example' }],
    ['of another port', { origin: 'http://localhost:3003' }],
    ['for another relying party', { rpId: 'evil.example' }],
    ['without finger, face or PIN', { userVerified: false }],
    ['in a frame of another site', { crossOrigin: true }],
    ['to a challenge of its own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
  ])('is neither made nor used %s', async (_, deviation) => {
    const ana = await auth.person();
    expect((await addPasskey(ana, undefined, deviation)).answer.body.code).toBe('passkey_not_made');
    const { device } = await addPasskey(ana);
    expect((await signIn(device, deviation)).answer.body.code).toBe('passkey_refused');
    expect((await signIn(device)).answer.status).toBe(200);
  });

  it.each<[string, Deviations]>([
    ['a signature that is not its own', { signature: Buffer.alloc(70, 1) }],
    ['an answer to another question', { type: 'webauthn.create' }],
    ['the name of another account', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
    ['a flag that cannot change', { backupEligible: true }],
  ])('is refused with %s', async (_, deviation) => {
    const { device } = await addPasskey(await auth.person());
    expect((await signIn(device, deviation)).answer.status).toBe(401);
  });

  it('is accepted once for each challenge, also when twenty answers come at once', async () => {
    const { device } = await addPasskey(await auth.person());
    const { response, browser, answer } = await signIn(device);
    expect(answer.status).toBe(200);
    expect((await auth.anonymous.post('/v1/login/passkey', { response }, browser)).status).toBe(401);

    const next = await begin(auth.anonymous, '/v1/login/passkey/options');
    const signed = device.signIn(next.options);
    const answers = await Promise.all(Array.from({ length: 20 }, () => auth.anonymous.post('/v1/login/passkey', { response: signed }, next.browser)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is good in the browser that asked, within five minutes', async () => {
    const { device } = await addPasskey(await auth.person());
    const mine = await begin(auth.anonymous, '/v1/login/passkey/options');
    const other = await begin(auth.anonymous, '/v1/login/passkey/options');
    const response = device.signIn(mine.options);
    expect((await auth.anonymous.post('/v1/login/passkey', { response })).status).toBe(401);
    expect((await auth.anonymous.post('/v1/login/passkey', { response }, other.browser)).status).toBe(401);
    await auth.clock.advance(5 * 60_000);
    expect((await auth.anonymous.post('/v1/login/passkey', { response }, mine.browser)).status).toBe(401);
  });

  it('shows by its counter that there are two of it, and its owner reads of that', async () => {
    const ana = await auth.person();
    const { device } = await addPasskey(ana);
    expect((await signIn(device, { counter: 7 })).answer.status).toBe(200);
    expect((await signIn(device, { counter: 7 })).answer.status).toBe(401);
    expect((await signIn(device, { counter: 3 })).answer.status).toBe(401);
    const { items } = (await ana.get('/v1/me/activity')).body;
    expect(items.filter(({ event }: { event: string }) => event === 'passkey_copy_suspected')).toHaveLength(2);
    expect((await signIn(device, { counter: 8 })).answer.status).toBe(200);
  });

  it('of somebody else does not exist, and the same one is not added twice', async () => {
    const [ana, ben] = [await auth.person(), await auth.person()];
    const { device, answer } = await addPasskey(ana);
    expect((await ben.delete(`/v1/me/passkeys/${answer.body.id}`)).status).toBe(404);
    expect((await addPasskey(ben, device)).answer.body.code).toBe('passkey_known');
    expect((await ana.delete(`/v1/me/passkeys/${answer.body.id}`)).status).toBe(204);
    expect((await signIn(device)).answer.status).toBe(401);
  });

  it('made for one account is not added to another in the same browser', async () => {
    const [ana, eve] = [await auth.person(), await auth.person()];
    const { options, browser } = await begin(ana, '/v1/me/passkeys/options');
    const response = new SoftwareAuthenticator(ORIGIN).register(options);
    expect((await eve.post('/v1/me/passkeys', { name: 'mine', response }, browser)).body.code).toBe('passkey_not_made');
  });

  it('opens no disabled account', async () => {
    const ana = await auth.person();
    const { device } = await addPasskey(ana);
    await (await auth.admin()).post(`/v1/admin/accounts/${ana.id}/disable`, { reason: 'a test' });
    expect((await signIn(device)).answer.body.code).toBe('passkey_refused');
  });
});
