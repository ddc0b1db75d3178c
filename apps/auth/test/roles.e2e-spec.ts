import { randomUUID } from 'node:crypto';
import { TestClient } from '@roadmap/testing';
import { type AuthApp, claimsOf, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const setRoles = (admin: TestClient, id: string, roles: string[]) => admin.put(`/v1/admin/accounts/${id}/roles`, { roles });
const refresh = async (refreshToken: string): Promise<string> => (await auth.anonymous.post('/v1/refresh', { refreshToken })).body.accessToken;
const withToken = (token: string) => new TestClient(auth.url, token);

describe('a change of roles', () => {
  it('bites at once: the token with the old roles is refused, and the next one has the new', async () => {
    const [root, eve] = [await auth.admin(), await auth.admin()];
    expect((await eve.get('/v1/admin/audit/verification')).status).toBe(200);
    expect((await setRoles(root, eve.id, ['user'])).body).toMatchObject({ id: eve.id, roles: ['user'] });

    expect((await eve.get('/v1/admin/audit/verification')).body).toMatchObject({ status: 401, code: 'token_revoked' });
    const token = await refresh(eve.refreshToken);
    expect(claimsOf(token)).toMatchObject({ roles: ['user'], ver: 2 });
    expect((await withToken(token).get('/v1/me')).status).toBe(200);
    expect((await withToken(token).get('/v1/admin/audit/verification')).status).toBe(403);
  });

  it('is written down, with who did it', async () => {
    const [root, ana] = [await auth.admin(), await auth.person()];
    await setRoles(root, ana.id, ['user', 'admin']);
    const [row] = await auth.dataSource.query(`SELECT detail FROM audit_event WHERE account_id = $1 AND event = 'roles_changed'`, [ana.id]);
    expect(row.detail).toEqual({ before: ['user'], after: ['admin', 'user'], by: root.id });
  });

  it('is not for users, nor for roles that do not exist, nor for nobody', async () => {
    const [root, ana] = [await auth.admin(), await auth.person()];
    expect((await setRoles(ana, ana.id, ['admin'])).status).toBe(403);
    expect((await setRoles(root, ana.id, ['root'])).status).toBe(422);
    expect((await setRoles(root, randomUUID(), ['user'])).status).toBe(404);
  });

  it('leaves somebody who may manage accounts, even when two demote each other at once', async () => {
    await auth.dataSource.query(`UPDATE account SET roles = '{user}'`);
    const [ana, ben] = [await auth.admin(), await auth.admin()];
    const statuses = (await Promise.all([setRoles(ana, ben.id, ['user']), setRoles(ben, ana.id, ['user'])])).map(({ status }) => status);
    const [{ admins }] = await auth.dataSource.query(`SELECT COUNT(*)::int AS admins FROM account WHERE 'admin' = ANY(roles)`);

    expect(statuses).toContain(200);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(admins).toBe(1);
  });
});

describe('every route', () => {
  const HOLDERS = { nobody: [], user: ['account:self'], admin: ['account:self', 'accounts:manage'] } as Record<string, string[]>;
  const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

  it('is open to whom its permission says, and closed to all others', async () => {
    const { paths } = (await auth.anonymous.get('/openapi.json')).body as { paths: Record<string, Record<string, { 'x-access'?: string }>> };
    const clients: Record<string, () => Promise<TestClient>> = { nobody: async () => auth.anonymous, user: () => auth.person(), admin: () => auth.admin() };
    const wrong: string[] = [];
    let checked = 0;
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { 'x-access': access }] of Object.entries(operations).filter(([name]) => METHODS.includes(name))) {
        if (access === 'public') continue;
        for (const [who, permissions] of Object.entries(HOLDERS)) {
          const client = await (clients[who] as () => Promise<TestClient>)();
          const { status, body } = await client.send(method.toUpperCase(), path.replace(/\{\w+\}/g, randomUUID()), { body: method === 'get' ? undefined : {} });
          const closed = (status === 401 && body.code === 'token_required') || (status === 403 && body.code === 'permission_missing');
          const open = access !== undefined && permissions.includes(access);
          checked++;
          if (closed === open) wrong.push(`${method} ${path} needs ${access}, and answered ${status} to ${who}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThanOrEqual(9 * 3);
  });
});
