import { TestClient } from '@roadmap/testing';
import { type AuthApp, claimsOf, type Person, personOf, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

// Not `advance`: that would run a day of the clock's other work, second by second.
const skip = (ms: number): void => auth.clock.set(new Date(auth.clock.now().getTime() + ms));
const create = async (ana: Person, body: object = {}) => (await ana.post('/v1/me/api-keys', { name: 'ci', scopes: ['todos:read'], ...body })).body;
const exchange = (key: string) => auth.anonymous.post('/v1/token/api-key', { key });
const keyOf = async (ana: Person, id: string) => (await ana.get('/v1/me/api-keys')).body.items.find((one: { id: string }) => one.id === id);

describe('an API key', () => {
  it('is shown once, and stored as a hash alone', async () => {
    const ana = await auth.person();
    const { key, ...shown } = await create(ana);
    expect((await ana.get('/v1/me/api-keys')).body.items).toEqual([shown]);
    const rows = await auth.dataSource.query('SELECT k::text AS text FROM api_key k');
    expect(rows.filter(({ text }: { text: string }) => text.includes(key.slice(-38)))).toEqual([]);
  });

  it('comes out of repeated requests as one key, which lies nowhere in the clear', async () => {
    const ana = await auth.person();
    const body = { name: 'ci', scopes: ['todos:read'] };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ana.post('/v1/me/api-keys', body, { 'idempotency-key': 'k' })));
    const keys = new Set(answers.map((answer) => answer.body.key));
    expect(keys.size).toBe(1);
    expect((await ana.get('/v1/me/api-keys')).body.items).toHaveLength(1);
    const rows = await auth.dataSource.query('SELECT answer::text AS text FROM idempotency_key');
    expect(rows.filter(({ text }: { text: string }) => text.includes([...keys][0] as string))).toEqual([]);
  });

  it('becomes a token that may do what the key may, and does not manage the account', async () => {
    const ana = await auth.person();
    const { key, id } = await create(ana, { scopes: ['todos:read', 'todos:read'] });
    const { status, body } = await exchange(key);
    expect([status, body.expiresIn, body.scopes]).toEqual([200, 300, ['todos:read']]);
    expect(claimsOf(body.accessToken)).toMatchObject({ sub: ana.id, sid: id, permissions: ['todos:read'] });
    expect((await new TestClient(auth.url, body.accessToken).get('/v1/me/api-keys')).status).toBe(403);
  });

  it.each(['account:self', 'accounts:manage', 'Todos:Read', '*', ''])('cannot have the scope %j', async (scope) => {
    const ana = await auth.person();
    expect((await ana.post('/v1/me/api-keys', { name: 'ci', scopes: [scope] })).status).toBe(422);
  });

  it('is refused in one way, whatever is wrong with it', async () => {
    const ana = await auth.person();
    const [revoked, expired] = [await create(ana), await create(ana, { expiresInDays: 1 })];
    await ana.delete(`/v1/me/api-keys/${revoked.id}`);
    const unknown = 'rmk_000000000000_000000000000000000000000000000000000';
    const before = await Promise.all([exchange(revoked.key), exchange(unknown), exchange('nonsense'), exchange(`${expired.key} `)]);
    skip(24 * 3600_000);
    const answers = [...before, await exchange(expired.key)];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it('is known by its secret, and not by the public part with which it is found', async () => {
    const { key, id } = await create(await auth.person());
    await auth.dataSource.query(`UPDATE api_key SET hash = sha256('another secret') WHERE id = $1`, [id]);
    expect((await exchange(key)).status).toBe(401);
  });

  it('is rotated with an overlap, by one of twenty requests at once', async () => {
    const ana = await auth.person();
    const old = await create(ana);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ana.post(`/v1/me/api-keys/${old.id}/rotate`, { overlapSeconds: 60 })));
    const done = answers.filter(({ status }) => status === 201);
    expect(done).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    const fresh = done[0]?.body.key;
    expect([(await exchange(old.key)).status, (await exchange(fresh)).status]).toEqual([200, 200]);
    skip(60_000);
    expect([(await exchange(old.key)).status, (await exchange(fresh)).status]).toEqual([401, 200]);
  });

  it('does not outlive its end by a token: the token ends with it', async () => {
    const ana = await auth.person();
    const old = await create(ana);
    await ana.post(`/v1/me/api-keys/${old.id}/rotate`, { overlapSeconds: 60 });
    expect((await exchange(old.key)).body.expiresIn).toBe(60);
  });

  it('is ended by whoever finds it, its tokens too, and its owner has mail', async () => {
    const ana = await auth.person();
    const { key, id } = await create(ana);
    const { accessToken } = (await exchange(key)).body;
    const report = (text: string) => auth.anonymous.post('/v1/api-keys/leaked', { key: text });
    const answers = [await report('rmk_nothing'), await report(key), await report(key)];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([[204, ''], [204, ''], [204, '']]);
    expect((await exchange(key)).status).toBe(401);
    expect((await new TestClient(auth.url, accessToken).get('/v1/me')).body.code).toBe('token_revoked');
    expect((await auth.anonymous.get('/v1/revocations')).body.items).toContainEqual(expect.objectContaining({ sid: id }));
    expect((await auth.mails(ana.email)).filter(({ subject }) => subject.includes('found and revoked'))).toHaveLength(1);
  });

  it('tells when it was last used, to the hour', async () => {
    const ana = await auth.person();
    const { key, id, lastUsedAt } = await create(ana);
    await exchange(key);
    expect([lastUsedAt, (await keyOf(ana, id)).lastUsedAt]).toEqual([null, `${auth.clock.now().toISOString().slice(0, 13)}:00:00.000Z`]);
  });

  it('of somebody else does not exist, and who signed in long ago makes none', async () => {
    const [ana, ben] = [await auth.person(), await auth.person()];
    const { id } = await create(ana);
    expect((await ben.delete(`/v1/me/api-keys/${id}`)).status).toBe(404);
    expect((await ben.post(`/v1/me/api-keys/${id}/rotate`, {})).status).toBe(404);
    skip(301_000);
    const later = personOf(auth.url, ana.email, (await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).body);
    expect((await create(later)).code).toBe('insufficient_user_authentication');
  });
});
