import type { TestApp } from '@roadmap/testing';
import { type AuthApp, PASSWORD } from './support/app.js';
import { ask, authorize, authorizeUrl, browserOf, exchange, ISSUER, RESOURCE, SPA, startProvider, type TokenAnswer } from './support/relying-party.js';
import { startResource } from './support/resource-app.js';

/** What the README promises. */
const STATED_MS = 5_000;

let auth: AuthApp;
let resource: TestApp;
beforeAll(async () => {
  auth = await startProvider();
  resource = await startResource(auth);
});
afterAll(() => Promise.all([auth.stop(), resource.stop()]));

const useIt = async (token = '', path = '/todos') => (await resource.anonymous.get(path, { authorization: `Bearer ${token}` })).status;

/** A client with a token for the resource app, and what it was got with. */
async function authorized(): Promise<{ email: string; id: string; code: string; browser: ReturnType<typeof browserOf>; body: TokenAnswer['body'] }> {
  const { id, email } = await auth.account();
  const browser = browserOf(auth);
  const url = authorizeUrl({ scope: 'openid offline_access todos:read', prompt: 'consent', resource: RESOURCE });
  const code = (await authorize(browser, url, email)).get('code') ?? '';
  const { body } = await exchange(auth, code);
  expect(await useIt(body.access_token)).toBe(200);
  return { email, id, code, browser, body };
}

const refresh = (token = '') => ask(auth, '/oidc/token', { grant_type: 'refresh_token', refresh_token: token, client_id: SPA.id });

describe('An access token that was taken back', () => {
  it('is good for what was allowed and for no more', async () => {
    const { body } = await authorized();
    expect(await useIt(body.access_token, '/todos/write')).toBe(403);
    expect((await auth.anonymous.get('/v1/me/activity', { authorization: `Bearer ${body.access_token}` })).status).toBe(403);
  });

  it.each<[string, (given: Awaited<ReturnType<typeof authorized>>) => Promise<unknown>]>([
    ['by its client', ({ body }) => ask(auth, '/oidc/revoke', { token: body.refresh_token ?? '', client_id: SPA.id })],
    ['because its code was used again', ({ code }) => exchange(auth, code)],
    ['because a used refresh token was used again', async ({ body }) => [await refresh(body.refresh_token), await refresh(body.refresh_token)]],
    [
      'by its user, in the list of devices',
      async ({ email }) => {
        const person = await auth.signIn(email, PASSWORD);
        const { body } = await person.get('/v1/me/sessions');
        const app = body.items.find(({ device }: { device: string }) => device === 'App: Demo page');
        expect((await person.delete(`/v1/me/sessions/${app.id}`)).status).toBe(204);
      },
    ],
  ])('%s is refused by other apps within the stated time, and so is its refresh token', async (_how, takeBack) => {
    const given = await authorized();
    await takeBack(given);
    await resource.clock.advance(STATED_MS);
    expect(await useIt(given.body.access_token)).toBe(401);
    expect(await refresh(given.body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('the sign-out of everything ends the session here and the access of apps that did not ask to stay', async () => {
    const { email } = await auth.account();
    const browser = browserOf(auth);
    const url = authorizeUrl({ scope: 'openid todos:read', resource: RESOURCE });
    const { body } = await exchange(auth, (await authorize(browser, url, email)).get('code') ?? '');
    expect(await useIt(body.access_token)).toBe(200);

    const back = 'http://127.0.0.1:8080/';
    const page = await browser.open(`${ISSUER}/oidc/logout?${new URLSearchParams({ id_token_hint: body.id_token ?? '', post_logout_redirect_uri: back, state: 's' })}`);
    expect(page.text).toContain('Sign out?');
    expect((await browser.submit(page, /logout\/confirm$/)).url).toBe(`${back}?state=s`);

    await resource.clock.advance(STATED_MS);
    expect(await useIt(body.access_token)).toBe(401);
    expect((await browser.open(authorizeUrl())).url).toContain('/login?');
  });
});
