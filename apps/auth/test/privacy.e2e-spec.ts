import { type AuthApp, PASSWORD, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

describe('the export', () => {
  it('has all that is known of a person, nothing of others, and nothing secret', async () => {
    const [ana, ben] = [await auth.person(), await auth.person()];
    const { key, prefix } = (await ana.post('/v1/me/api-keys', { name: 'ci', scopes: ['todos:read'] })).body;
    const { secret } = (await ana.post('/v1/me/totp')).body;
    const { status, body, text, headers } = await ana.get('/v1/me/export');
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body.account).toEqual({ id: ana.id, email: ana.email, emailVerifiedAt: expect.any(String), roles: ['user'], createdAt: expect.any(String), hasPassword: true });
    expect(body.apiKeys).toEqual([expect.objectContaining({ name: 'ci', prefix })]);
    expect(body.authenticatorApp).toEqual({ createdAt: expect.any(String), confirmedAt: null });
    expect([body.sessions.length, body.activity.length]).toEqual([1, 2]);
    for (const hidden of [key, secret, ana.refreshToken, PASSWORD, 'argon2', ben.id, ben.email]) expect(text).not.toContain(hidden);
  });
});

describe('deletion', () => {
  it('forgets the person, keeps the chain of events, and frees the address', async () => {
    const ana = await auth.person();
    await ana.post('/v1/me/api-keys', { name: 'ci', scopes: ['todos:read'] });
    expect((await ana.delete('/v1/me')).status).toBe(204);
    expect((await ana.get('/v1/me')).status).toBe(401);
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).status).toBe(401);
    expect((await auth.anonymous.post('/v1/login', { email: ana.email, password: PASSWORD })).status).toBe(401);

    const tables = await auth.dataSource.query(`SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'account_id' AND table_schema = 'public'`);
    for (const { name } of tables) {
      const rows = await auth.dataSource.query(`SELECT 1 FROM "${name}" WHERE account_id = $1`, [ana.id]);
      expect([name, rows.length]).toEqual([name, 0]);
    }
    const [{ count }] = await auth.dataSource.query(`SELECT COUNT(*)::int AS count FROM audit_event a WHERE a::text LIKE $1`, [`%${ana.id}%`]);
    expect(count).toBe(0);
    const admin = await auth.admin();
    expect((await admin.get('/v1/admin/audit/verification')).body.intact).toBe(true);
    expect(await auth.account({ email: ana.email })).toMatchObject({ email: ana.email });
  });

  it('happens once when it is asked twenty times at once', async () => {
    const ana = await auth.person();
    const answers = await Promise.all(Array.from({ length: 20 }, () => ana.delete('/v1/me')));
    expect(answers.filter(({ status }) => ![204, 401, 404].includes(status))).toEqual([]);
    const [{ count }] = await auth.dataSource.query(`SELECT COUNT(*)::int AS count FROM account WHERE id = $1`, [ana.id]);
    expect(count).toBe(0);
    expect((await auth.mails(ana.email)).filter(({ subject }) => subject === 'Your account was deleted')).toHaveLength(1);
  });

  it('is refused to the last administrator', async () => {
    await auth.dataSource.query(`UPDATE account SET roles = '{user}' WHERE 'admin' = ANY(roles)`);
    const admin = await auth.admin();
    expect((await admin.delete('/v1/me')).body.code).toBe('last_admin');
  });
});
