import { type AuthApp, PASSWORD, startAuth } from './support/app.js';
import { PlainBrowser } from './support/plain-browser.js';

const ORIGIN = 'http://127.0.0.1:3002';
const PAGES = ['/register', '/login', '/verify', '/forgot', '/reset', '/magic-link', '/email/confirm', '/email/undo'];

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const open = (): PlainBrowser => new PlainBrowser(auth.url, ORIGIN);

async function signedIn(): Promise<{ browser: PlainBrowser; email: string; id: string }> {
  const { email, id } = await auth.account();
  const browser = open();
  const { status } = await browser.submit('/login', '/login', { email, password: PASSWORD });
  expect(status).toBe(303);
  return { browser, email, id };
}

describe('every page', () => {
  it.each(PAGES)('%s may run our own script and no other, be framed by nobody and kept by nobody', async (path) => {
    const { status, headers, text } = await auth.anonymous.get(path);
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    );
    expect([headers['cache-control'], headers['x-frame-options'], headers['referrer-policy']]).toEqual(['no-store', 'DENY', 'same-origin']);
    expect(text).not.toMatch(/<script(?! src="\/assets\/pages.js" defer>)|<style|\son\w+=|style=|javascript:/);
    expect(text).not.toMatch(/https?:\/\//);
  });

  it('takes what it is told for text', async () => {
    const evil = `"><img src=x onerror=alert(1)>`;
    const login = await open().submit('/login', '/login', { email: `${evil}@example.com`, password: 'wrong wrong', returnTo: evil });
    const register = await open().submit('/register', '/register', { email: evil, password: 'short' });
    const get = await auth.anonymous.get(`/login?returnTo=${encodeURIComponent(evil)}`);
    for (const { text } of [login, register, get]) {
      expect(text).toContain('&quot;&gt;&lt;img');
      expect(text).not.toContain('<img');
    }
  });
});

describe('cookies', () => {
  it('are hidden from scripts and not sent along by other sites', async () => {
    const { browser } = await signedIn();
    expect([...browser.attributes.keys()].sort()).toEqual(['browser', 'device', 'session']);
    for (const attributes of browser.attributes.values()) expect(attributes).toMatch(/^Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/);
  });

  it('are __Host- and Secure where the address is https', async () => {
    const secure = await startAuth({ env: { AUTH_PUBLIC_URL: 'https://id.example.com' } });
    const { email } = await secure.account();
    const browser = new PlainBrowser(secure.url, 'https://id.example.com');
    await browser.submit('/login', '/login', { email, password: PASSWORD });
    expect([...browser.attributes.keys()].sort()).toEqual(['__Host-browser', '__Host-device', '__Host-session']);
    for (const attributes of browser.attributes.values()) expect(attributes).toMatch(/^Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/);
    await secure.stop();
  });

  it('of a session are new at every sign-in, whatever was planted before, and end the one before', async () => {
    const { browser, email } = await signedIn();
    const before = browser.cookies.get('session') ?? '';
    await browser.submit('/login?again=1', '/login', { email, password: PASSWORD });
    const planted = open();
    planted.cookies.set('session', before);
    expect(browser.cookies.get('session')).not.toBe(before);
    expect((await browser.get('/account')).status).toBe(200);
    expect((await planted.get('/account')).headers.location).toBe('/login?returnTo=%2Faccount');
  });

  it('are stored as a hash', async () => {
    const { browser } = await signedIn();
    const rows = await auth.dataSource.query('SELECT encode(cookie_hash, $1) AS hash FROM browser_session', ['escape']);
    expect(rows.filter(({ hash }: { hash: string }) => hash.includes(browser.cookies.get('session') ?? '-'))).toEqual([]);
  });
});

describe('a form of another site', () => {
  it.each([
    ['with its own Origin', { origin: 'https://evil.example' }],
    ['with an Origin that begins like ours', { origin: `${ORIGIN}.evil.example` }],
    ['with our host and another port', { origin: 'http://127.0.0.1:3003' }],
    ['with an Origin of null', { origin: 'null' }],
    ['with no Origin', { origin: '' }],
    ['without the token', { csrf: '' }],
    ['with a token of its own', { csrf: Buffer.alloc(32, 1).toString('base64url') }],
  ])('changes nothing %s', async (_, forged) => {
    const { browser } = await signedIn();
    expect((await browser.submit('/account', '/account/logout', {}, forged)).status).toBe(403);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it("changes nothing with another browser's token", async () => {
    const [{ browser }, stranger] = [await signedIn(), open()];
    const csrf = /name="csrf" value="([^"]+)"/.exec((await stranger.get('/login')).text)?.[1] ?? '';
    expect((await browser.submit('/account', '/account/logout', {}, { csrf })).status).toBe(403);
  });

  it('cannot sign anybody in to an account of its choice', async () => {
    const { email } = await auth.account();
    expect((await open().post('/login', { email, password: PASSWORD }, 'https://evil.example')).status).toBe(403);
  });

  it('is refused on every route that changes something', async () => {
    const { browser } = await signedIn();
    const routes = [
      '/register', '/verify', '/login', '/login/second-factor', '/login/passkey/options', '/login/passkey', '/forgot', '/reset', '/magic-link/ask', '/magic-link', '/email/confirm', '/email/undo',
      '/account/logout', '/account/totp', '/account/totp/confirm', '/account/totp/remove', '/account/recovery-codes', '/account/email', '/account/passkeys/options', '/account/passkeys',
      '/account/sessions/a11ce000-0000-4000-8000-000000000001/end', '/account/passkeys/a11ce000-0000-4000-8000-000000000001/remove',
    ];
    for (const route of routes) expect([route, (await browser.post(route, {}, 'https://evil.example')).status]).toEqual([route, 403]);
  });
});

describe('signing in and out', () => {
  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'https:evil.example', '/\t/evil.example', '/a\r\nset-cookie: x=1'])('never leads to %j', async (returnTo) => {
    const { email } = await auth.account();
    const { headers } = await open().submit('/login', '/login', { email, password: PASSWORD, returnTo });
    expect([headers.location, headers['set-cookie']?.toString().includes('x=1')]).toEqual(['/account', false]);
  });

  it('gives an unknown address and a wrong password the same page', async () => {
    const { email } = await auth.account();
    const wrong = async (address: string) => {
      const { status, text } = await open().submit('/login', '/login', { email: address, password: 'wrong wrong wrong' });
      return [status, text.replaceAll(address, 'ADDRESS').replace(/name="csrf" value="[^"]+"/g, '')];
    };
    expect(await wrong(email)).toEqual(await wrong('nobody@example.com'));
  });

  it('ends the session on this side: a cookie that was kept opens nothing', async () => {
    const { browser } = await signedIn();
    const kept = browser.cookies.get('session') ?? '';
    await browser.submit('/account', '/account/logout', {});
    browser.cookies.set('session', kept);
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('asks again before anything serious, five minutes later', async () => {
    const { browser } = await signedIn();
    await auth.clock.advance(301_000);
    const routes = ['/account/totp', '/account/recovery-codes'];
    for (const route of routes) expect((await browser.submit('/account', route, {})).headers.location).toBe('/login?again=1&returnTo=%2Faccount');
    expect((await browser.submit('/account', '/account/email', { email: 'x@example.com' })).headers.location).toBe('/login?again=1&returnTo=%2Faccount');
  });

  it("ends no session of somebody else's", async () => {
    const [ana, ben] = [await auth.person(), await signedIn()];
    const [{ id }] = (await ana.get('/v1/me/sessions')).body.items;
    await ben.browser.submit('/account', `/account/sessions/${id}/end`, {});
    expect((await ana.get('/v1/me')).status).toBe(200);
  });
});
