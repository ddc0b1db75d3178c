import type { RunningApp } from '../src/index.js';
import { startExample } from './support/example-app.js';
import { send } from './support/send.js';

let app: RunningApp;
beforeAll(async () => {
  app = await startExample();
});
afterAll(() => app.close());

describe('If-Match on version 7', () => {
  it.each([
    ['"7"', 200],
    ['*', 200],
    ['"6", "7"', 200],
    ['"6","7","8"', 200],
    ['"6"', 412],
    ['W/"7"', 412],
    ['7', 412],
    ["'7'", 412],
    ['"07"', 412],
    ['"7 "', 412],
    ['"*"', 412],
    [',', 412],
  ])('%s is %i', async (tag, status) => {
    expect((await send(app.url, 'PUT', '/v1/things/versioned', { headers: { 'if-match': tag } })).status).toBe(status);
  });

  it.each<Record<string, string>>([{}, { 'if-match': '' }])('is 428 where it is missing: %j', async (headers) => {
    const { status, body } = await send(app.url, 'PUT', '/v1/things/versioned', { headers });
    expect([status, body.errors]).toEqual([428, [{ pointer: '#header/if-match', detail: 'is required' }]]);
  });
});

describe('If-None-Match on version 7', () => {
  it.each([
    ['"7"', 304],
    ['W/"7"', 304],
    ['*', 304],
    ['"1", W/"7"', 304],
    ['"8"', 200],
    ['7', 200],
  ])('%s is %i, for GET and for HEAD', async (tag, status) => {
    const headers = { 'if-none-match': tag };
    const [get, head] = await Promise.all([send(app.url, 'GET', '/v1/things/versioned', { headers }), send(app.url, 'HEAD', '/v1/things/versioned', { headers })]);

    expect([get.status, head.status]).toEqual([status, status]);
    expect(get.headers.get('etag')).toBe('"7"');
    expect(get.body).toEqual(status === 304 ? { text: '' } : { version: 7 });
  });
});
