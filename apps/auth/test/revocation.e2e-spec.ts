import { Controller, Get, Module } from '@nestjs/common';
import { AuthModule, authVariables, RequirePermission } from '@roadmap/auth';
import { readConfig } from '@roadmap/config';
import { defineApp, httpVariables } from '@roadmap/http';
import { startTestApp, type TestApp, TestClient } from '@roadmap/testing';
import { z } from 'zod';
import { type AuthApp, claimsOf, type Person, startAuth } from './support/app.js';

const PERMISSIONS = { user: ['things:read'], admin: ['things:delete'] };

@Controller('things')
class ThingsController {
  @Get()
  @RequirePermission('things:read')
  read(): object {
    return {};
  }

  @Get('deleted')
  @RequirePermission('things:delete')
  readDeleted(): object {
    return {};
  }
}

const variables = z.object({ ...httpVariables(0), ...authVariables });

@Module({})
class ThingsModule {
  static forRoot(config: z.output<typeof variables>) {
    return { module: ThingsModule, imports: [AuthModule.forRoot(config, { permissions: PERMISSIONS })], controllers: [ThingsController] };
  }
}

/** Any app that believes this issuer, by configuration alone. */
const things = defineApp({ name: 'things', title: 'Things', description: '', readConfig: (env) => readConfig(variables, env), module: ThingsModule });

let auth: AuthApp;
let resource: TestApp;
beforeAll(async () => {
  auth = await startAuth();
  resource = await startTestApp(things, {
    env: { AUTH_ISSUER: 'http://127.0.0.1:3002', AUTH_JWKS_URL: `${auth.url}/jwks`, AUTH_REVOCATIONS_URL: `${auth.url}/v1/revocations` },
  });
});
afterAll(async () => {
  await resource.stop();
  await auth.stop();
});

const read = (person: Person | TestClient, path = '/things') => new TestClient(resource.url, (person as Person).accessToken).get(path);
/** The clocks of two machines. */
const pass = async (ms: number): Promise<void> => {
  await auth.clock.advance(ms);
  await resource.clock.advance(ms);
};

describe('another app that believes this issuer', () => {
  it('accepts its tokens by the published keys', async () => {
    expect((await read(await auth.person())).status).toBe(200);
    expect((await read(await auth.person(), '/things/deleted')).status).toBe(403);
    expect((await read(await auth.admin(), '/things/deleted')).status).toBe(200);
  });

  it.each([
    ['the user signs out', (ana: Person) => ana.post('/v1/logout')],
    ['the session is ended from another device', async (ana: Person) => (await auth.signIn(ana.email)).delete(`/v1/me/sessions/${claimsOf(ana.accessToken).sid}`)],
    ['the password is changed elsewhere', async (ana: Person) => (await auth.signIn(ana.email)).delete('/v1/me/sessions')],
    ['a refresh token comes back', async (ana: Person) => {
      await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken });
      await pass(11_000);
      await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken });
    }],
    ['the roles change', async (ana: Person) => (await auth.admin()).put(`/v1/admin/accounts/${ana.id}/roles`, { roles: ['user'] })],
  ])('refuses the token within five seconds when %s', async (_, revoke) => {
    const [ana, ben] = [await auth.admin(), await auth.person()];
    expect((await read(ana)).status).toBe(200);
    await revoke(ana);
    await pass(5_000);

    const { status, body } = await read(ana);
    expect([status, body.code]).toEqual([401, 'token_revoked']);
    expect((await read(ben)).status).toBe(200);
  });

  it('accepts the next token after a change of roles, with the new ones, in the same second', async () => {
    const ana = await auth.admin();
    await (await auth.admin()).put(`/v1/admin/accounts/${ana.id}/roles`, { roles: ['user'] });
    const { body } = await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken });
    await pass(5_000);

    expect((await read({ ...ana, accessToken: body.accessToken } as Person)).status).toBe(200);
    expect((await read({ ...ana, accessToken: body.accessToken } as Person, '/things/deleted')).status).toBe(403);
  });

  it('still knows what was revoked when it is started again', async () => {
    const ana = await auth.person();
    await ana.post('/v1/logout');
    const again = await things.start(resource.env, { clock: resource.clock });
    expect((await new TestClient(again.url, ana.accessToken).get('/things')).status).toBe(401);
    await again.close();
  });
});

describe('GET /v1/revocations', () => {
  it('names sessions by their ids, says nothing else of them, and forgets them when no token of theirs is left', async () => {
    await pass(400_000);
    const ana = await auth.person();
    const { body: before } = await auth.anonymous.get('/v1/revocations');
    await ana.post('/v1/logout');
    const at = auth.clock.now().getTime();

    expect((await auth.anonymous.get(`/v1/revocations?after=${before.cursor}`)).body).toEqual({
      items: [{ sid: claimsOf(ana.accessToken).sid, at, until: at + 310_000 }],
      cursor: expect.stringMatching(/^\d+$/),
    });
    await auth.clock.advance(310_000);
    expect((await auth.anonymous.get('/v1/revocations')).body.items).toEqual([]);
    const [{ rows }] = await auth.dataSource.query('SELECT COUNT(*)::int AS rows FROM revocation');
    expect(rows).toBe(0);
  });

  it('tells again what is recent: a number may become visible after a higher one', async () => {
    const ana = await auth.person();
    await ana.post('/v1/logout');
    const { body } = await auth.anonymous.get('/v1/revocations?after=999999');
    expect(body).toMatchObject({ items: [{ sid: claimsOf(ana.accessToken).sid }], cursor: '999999' });
  });
});
