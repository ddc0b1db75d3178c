import { TestClient } from '@roadmap/testing';
import { type AuthApp, claimsOf, PASSWORD, type Person, startAuth } from './support/app.js';

let auth: AuthApp;
let admin: Person;
beforeAll(async () => {
  auth = await startAuth();
  admin = await auth.admin();
});
afterAll(() => auth.stop());

const REASON = { reason: 'ticket 4711' };
const activityOf = async (ana: Person): Promise<{ event: string; detail: object }[]> => (await ana.get('/v1/me/activity')).body.items;

describe('the list of accounts', () => {
  it('shows everybody who was there throughout exactly once, whoever comes and goes between two pages', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await auth.account({ email: `page-${name}@example.com` });
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 10; page++) {
      const { body } = await admin.get(`/v1/admin/accounts?email=page-&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...body.items.map(({ email }: { email: string }) => email));
      if (page === 0) {
        await auth.dataSource.query(`DELETE FROM account WHERE email = 'page-a@example.com'`);
        await auth.account({ email: 'page-aa@example.com' });
      }
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `page-${name}@example.com`));
  });

  it('takes % and _ for what they are, and a cursor for the list it belongs to', async () => {
    expect((await admin.get('/v1/admin/accounts?email=%25')).body.items).toEqual([]);
    expect((await admin.get('/v1/admin/accounts?email=page_')).body.items).toEqual([]);
    const { nextCursor } = (await admin.get('/v1/admin/accounts?limit=1')).body;
    expect((await admin.get(`/v1/admin/accounts?status=disabled&cursor=${encodeURIComponent(nextCursor)}`)).status).toBe(400);
  });

  it('is for administrators', async () => {
    const ana = await auth.person();
    const answers = await Promise.all([ana.get('/v1/admin/accounts'), ana.post(`/v1/admin/accounts/${admin.id}/disable`, REASON), ana.post(`/v1/admin/accounts/${admin.id}/impersonate`, REASON)]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
  });
});

describe('a disabled account', () => {
  it('is out everywhere: tokens, refresh, sign-in, API keys', async () => {
    const ana = await auth.person();
    const { key } = (await ana.post('/v1/me/api-keys', { name: 'ci', scopes: ['todos:read'] })).body;
    const { accessToken } = (await auth.anonymous.post('/v1/token/api-key', { key })).body;
    const disable = () => admin.post(`/v1/admin/accounts/${ana.id}/disable`, REASON);
    expect([(await disable()).status, (await disable()).status]).toEqual([204, 204]);

    expect((await ana.get('/v1/me')).body.code).toBe('token_revoked');
    expect((await new TestClient(auth.url, accessToken).get('/v1/me')).body.code).toBe('token_revoked');
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).status).toBe(401);
    expect((await auth.anonymous.post('/v1/token/api-key', { key })).status).toBe(401);
    const wrong = await auth.anonymous.post('/v1/login', { email: ana.email, password: 'wrong wrong wrong' });
    const right = await auth.anonymous.post('/v1/login', { email: ana.email, password: PASSWORD });
    expect([right.status, right.text]).toEqual([wrong.status, wrong.text]);
    expect((await auth.anonymous.get('/v1/revocations')).body.items).toContainEqual(expect.objectContaining({ sub: ana.id, ver: 2 }));

    await admin.post(`/v1/admin/accounts/${ana.id}/enable`, REASON);
    expect((await ana.get('/v1/me')).status).toBe(401);
    const again = await auth.signIn(ana.email);
    expect((await activityOf(again)).find(({ event }) => event === 'account_disabled')?.detail).toEqual({ by: admin.id, reason: 'ticket 4711' });
  });

  it("is not one's own, and not one that does not exist", async () => {
    expect((await admin.post(`/v1/admin/accounts/${admin.id}/disable`, REASON)).body.code).toBe('not_yourself');
    expect((await admin.post('/v1/admin/accounts/a11ce000-0000-4000-8000-00000000ffff/disable', REASON)).status).toBe(404);
    expect((await admin.post(`/v1/admin/accounts/${admin.id}/disable`, {})).status).toBe(422);
  });
});

describe('impersonation', () => {
  it('gives a token that says who is behind it, and the person reads of it', async () => {
    const ana = await auth.person();
    const { status, body } = await admin.post(`/v1/admin/accounts/${ana.id}/impersonate`, REASON);
    expect([status, Object.keys(body).sort()]).toEqual([200, ['accessToken', 'expiresIn', 'tokenType']]);
    expect(claimsOf(body.accessToken)).toMatchObject({ sub: ana.id, act: { sub: admin.id }, roles: ['user'] });
    expect((await new TestClient(auth.url, body.accessToken).get('/v1/me')).body.email).toBe(ana.email);
    expect((await activityOf(ana)).find(({ event }) => event === 'impersonated')?.detail).toEqual({ by: admin.id, reason: 'ticket 4711' });
  });

  it('may do nothing that needs the person themselves', async () => {
    const ana = await auth.person();
    const { accessToken } = (await admin.post(`/v1/admin/accounts/${ana.id}/impersonate`, REASON)).body;
    const puppet = new TestClient(auth.url, accessToken);
    const answers = await Promise.all([
      puppet.post('/v1/me/totp'),
      puppet.post('/v1/me/passkeys/options'),
      puppet.post('/v1/me/api-keys', { name: 'x', scopes: ['todos:read'] }),
      puppet.post('/v1/me/email', { email: 'x@example.com' }),
      puppet.get('/v1/me/export'),
      puppet.delete('/v1/me'),
      puppet.post('/v1/me/step-up', { password: PASSWORD }),
    ]);
    expect(answers.map(({ body }) => body.code)).toEqual(Array.from({ length: 7 }, () => 'impersonating'));
  });

  it("ends with the administrator's session", async () => {
    const ana = await auth.person();
    const helper = await auth.admin();
    const { accessToken } = (await helper.post(`/v1/admin/accounts/${ana.id}/impersonate`, REASON)).body;
    await helper.post('/v1/logout');
    expect((await new TestClient(auth.url, accessToken).get('/v1/me')).body.code).toBe('token_revoked');
  });

  it('is not of administrators, nor of oneself, nor of disabled accounts', async () => {
    const [other, ana] = [await auth.admin(), await auth.person()];
    await admin.post(`/v1/admin/accounts/${ana.id}/disable`, REASON);
    const answers = await Promise.all([other, admin, ana].map(({ id }) => admin.post(`/v1/admin/accounts/${id}/impersonate`, REASON)));
    expect(answers.map(({ body }) => body.code)).toEqual(['not_an_admin', 'not_yourself', 'account_disabled']);
  });
});
