import { Reflector } from '@nestjs/core';
import { TestClock } from '@roadmap/clock';
import { readConfig } from '@roadmap/config';
import { z } from 'zod';
import { AuthGuard } from '../src/auth.guard.js';
import { authVariables, type Principal, Public, RemoteIssuer, RequirePermission, signDemoToken, TokenVerifier } from '../src/index.js';

class Routes {
  @Public() open() {}
  @RequirePermission('read') read() {}
  @RequirePermission('purge') purge() {}
  silent() {}
}
@Public()
class OpenRoutes {
  @RequirePermission('read') read() {}
}

const clock = new TestClock();
const config = readConfig(z.object(authVariables), {});
const guard = new AuthGuard(new Reflector(), new TokenVerifier(config, { user: ['read'] }, clock, new RemoteIssuer(config, clock)));
const token = (sub: string, roles: string[]) => signDemoToken({ sub, roles }, clock.now().getTime());

/** What becomes of a request to `route`: who it is, or why not. */
async function call(route: () => void, authorization?: string, controller: object = Routes): Promise<unknown> {
  const request: { headers: { authorization?: string }; user?: Principal } = { headers: { authorization } };
  const context = { getHandler: () => route, getClass: () => controller, switchToHttp: () => ({ getRequest: () => request }) };
  try {
    await guard.canActivate(context as never);
    return request.user?.id ?? 'nobody';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const { open, read, purge, silent } = Routes.prototype;

describe('AuthGuard', () => {
  it('closes a route that does not say who may call it, to everybody', async () => {
    expect(await call(silent)).toBe('closed');
    expect(await call(silent, `Bearer ${await token('ana', ['user', 'admin'])}`)).toBe('closed');
  });

  it('asks for a token, and for the permission', async () => {
    const ana = `Bearer ${await token('ana', ['user'])}`;
    expect([await call(read), await call(read, ''), await call(read, 'Bearer'), await call(read, ana), await call(purge, ana)]).toEqual(['token_required', 'token_required', 'invalid_token', 'ana', 'permission_missing']);
  });

  it('lets a remembered token through only where its permissions reach', async () => {
    const nobody = `Bearer ${await token('ben', [])}`;
    for (let time = 0; time < 3; time++) expect(await call(read, nobody)).toBe('permission_missing');
  });

  it('lets anybody into a public route, and a route is stricter than its class', async () => {
    expect([await call(open), await call(open, 'Bearer rubbish'), await call(OpenRoutes.prototype.read, undefined, OpenRoutes)]).toEqual(['nobody', 'nobody', 'token_required']);
  });

  it('never takes one of many callers at once for another', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `user-${index}`);
    const tokens = await Promise.all(names.map((name) => token(name, ['user'])));
    for (let round = 0; round < 2; round++) expect(await Promise.all(tokens.map((one) => call(read, `Bearer ${one}`)))).toEqual(names);
  });
});
