import { Readiness } from '@roadmap/telemetry';
import type { RunningApp } from '../src/index.js';
import { startExample } from './support/example-app.js';
import { send } from './support/send.js';

const running: RunningApp[] = [];
const start = async (env = {}, name?: string): Promise<RunningApp> => {
  const app = await startExample(env, name);
  running.push(app);
  return app;
};
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.close()));
});

describe('the address of a caller', () => {
  const forged = '6.6.6.6, 1.2.3.4, 10.0.0.9';

  it.each([
    ['0', '127.0.0.1'],
    ['1', '10.0.0.9'],
    ['2', '1.2.3.4'],
    ['10', '6.6.6.6'],
  ])('behind %s trusted proxies is %s', async (TRUSTED_PROXIES, ip) => {
    const { url } = await start({ TRUSTED_PROXIES });
    const headers = { 'x-forwarded-for': forged, forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6' };
    expect((await send(url, 'GET', '/v1/things/address', { headers })).body).toEqual({ ip });
    expect((await send(url, 'GET', '/v1/things/address')).body).toEqual({ ip: '127.0.0.1' });
  });
});

describe('a page of another origin', () => {
  const origin = 'https://page.test';
  const allowed = async (url: string, path: string, from = origin) => (await send(url, 'GET', path, { headers: { origin: from } })).headers.get('access-control-allow-origin');

  it('may call what is open to all, and nothing whose path only looks like it', async () => {
    const { url } = await start();
    expect(await allowed(url, '/open/door')).toBe('*');
    expect(await Promise.all(['/open', '/opening', '/v1/things', '/open%2Fdoor', '//open/door', '/v1/things?/open/'].map((path) => allowed(url, path)))).toEqual(Array(6).fill(null));
  });

  it('may call the rest from a listed origin only, and never with credentials', async () => {
    const { url } = await start({ CORS_ORIGINS: 'https://page.test, https://two.test' });
    const origins = [origin, 'https://two.test', 'https://page.test.evil.test', 'http://page.test', 'null'];
    expect(await Promise.all(origins.map((from) => allowed(url, '/v1/things', from)))).toEqual([origin, 'https://two.test', null, null, null]);
    const { headers } = await send(url, 'GET', '/v1/things', { headers: { origin } });
    expect([headers.get('access-control-allow-credentials'), headers.get('vary')]).toEqual([null, 'Origin']);
  });

  it('is told by the preflight what it may send', async () => {
    const { url } = await start({ CORS_ORIGINS: origin });
    const ask = { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization,if-match' };
    const { status, headers } = await send(url, 'OPTIONS', '/v1/things', { headers: ask });
    expect([status, headers.get('access-control-allow-methods'), headers.get('access-control-allow-headers')]).toEqual([204, 'GET, POST, PUT, PATCH, DELETE', 'authorization,if-match']);
  });
});

it('sends the headers that keep a browser from doing anything with an answer, and none that breaks plain HTTP on localhost', async () => {
  const { headers } = await send((await start()).url, 'GET', '/v1/things');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(headers.get('content-security-policy')).toMatch(/default-src 'self';.*script-src 'self';/);
  expect(headers.get('content-security-policy')).not.toMatch(/upgrade-insecure-requests|unsafe-eval/);
  expect([headers.get('strict-transport-security'), headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null, null]);
});

describe('/livez and /readyz', () => {
  it('tell apart a process that lives and one that can work', async () => {
    const { url, nest } = await start();
    let asked = 0;
    let up = false;
    nest.get(Readiness).add('thing', async () => {
      asked++;
      if (!up) throw new Error('away');
    });
    expect(await send(url, 'GET', '/livez')).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(asked).toBe(0);
    expect(await send(url, 'GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'not ready', checks: { thing: 'down' } } });
    up = true;
    expect(await send(url, 'GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ready', checks: { thing: 'up' } } });
  });
});

describe('two apps in one process', () => {
  it('keep their settings, their cursors and their metrics apart, and one closes without the other', async () => {
    const one = await start({ CORS_ORIGINS: 'https://one.test', CURSOR_SECRET: 'secret-of-the-first-app' }, 'one');
    const two = await start({ BODY_LIMIT_BYTES: '10', CURSOR_SECRET: 'secret-of-the-second-app' }, 'two');
    const body = { title: 'longer than ten bytes' };
    expect([(await send(one.url, 'POST', '/v1/things', { body })).status, (await send(two.url, 'POST', '/v1/things', { body })).status]).toEqual([201, 413]);
    const cursors = await Promise.all([one, two].map(async ({ url }) => (await send(url, 'GET', '/v1/things/cursor', { headers: { list: 'a' } })).body.cursor));
    expect(cursors[0]).not.toBe(cursors[1]);
    const metrics = await Promise.all([one, two].map(async ({ url }) => String((await send(url, 'GET', '/metrics')).body.text)));
    expect(metrics.map((text) => [/service="one"/.test(text), /service="two"/.test(text)])).toEqual([[true, false], [false, true]]);

    await one.close();
    expect((await send(two.url, 'GET', '/livez')).status).toBe(200);
  });
});

describe('a start that fails', () => {
  it('rejects, where the environment is wrong and where the port is taken', async () => {
    await expect(start({ PORT: 'eighty' })).rejects.toThrow('PORT');
    const { url } = await start();
    const taken = new URL(url).port;
    await expect(start({ PORT: taken })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
