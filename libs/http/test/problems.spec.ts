import { type AddressInfo, createServer, Socket } from 'node:net';
import type { RunningApp } from '../src/index.js';
import { startExample } from './support/example-app.js';
import { sendRaw } from './support/raw.js';
import { send } from './support/send.js';

let app: RunningApp;
beforeAll(async () => {
  app = await startExample();
});
afterAll(() => app.close());

const problemOf = (raw: string) => JSON.parse(raw.slice(raw.indexOf('\r\n\r\n') + 4)) as Record<string, unknown>;

describe('a request that cannot be routed', () => {
  it.each([
    ['GET', '/nothing', 404, null],
    ['OPTIONS', '/nothing', 404, null],
    ['GET', '/v1/things/by-id/a/b', 404, null],
    ['POST', '/livez', 405, 'GET, HEAD'],
    ['PATCH', '/v1/things?x=1', 405, 'GET, HEAD, POST'],
    ['OPTIONS', '/v1/things', 405, 'GET, HEAD, POST'],
    ['PUT', '/v1/things/by-id/any%2Fthing', 405, 'DELETE, GET, HEAD'],
    ['GET', '/%zz', 400, null],
    ['GET', '/v1/things/by-id/%zz', 400, null],
    ['GET', `/v1/things/by-id/${'a'.repeat(201)}`, 414, null],
  ])('%s %.40s is %i and Allow is %s', async (method, path, status, allow) => {
    const answer = await send(app.url, method, path);

    expect([answer.status, answer.headers.get('allow')]).toEqual([status, allow]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.body).toMatchObject({ status, instance: path.split('?')[0] });
  });

  it('is answered without a body where HEAD asks, with the status of GET', async () => {
    const answers = await Promise.all(['/livez', '/nothing', '/v1/things/by-id/x'].map((path) => send(app.url, 'HEAD', path)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual([200, 404, 404].map((status) => [status, { text: '' }]));
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['half an object', '{"title":', 'application/json', 400],
    ['nothing', '', 'application/json', 400],
    ['a prototype', '{"__proto__":{"x":1},"title":"a"}', 'application/json', 400],
    ['a constructor', '{"constructor":{"prototype":{"x":1}},"title":"a"}', 'application/json', 400],
    ['too much', JSON.stringify({ title: 'x'.repeat(200_000) }), 'application/json', 413],
    ['a form', 'title=a', 'application/x-www-form-urlencoded', 415],
    ['plain text', '{"title":"a"}', 'text/plain', 415],
    ['XML', '<a/>', 'application/xml', 415],
    ['a made-up type', '{"title":"a"}', 'text/plain; application/json', 415],
  ])('%s is refused', async (_, body, type, status) => {
    const answer = await send(app.url, 'POST', '/v1/things', { body, headers: { 'content-type': type } });

    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('an error in a route', () => {
  it.each([
    ['undefined', 500, 'internal_error'],
    ['null', 500, 'internal_error'],
    ['string', 500, 'internal_error'],
    ['symbol', 500, 'internal_error'],
    ['error', 500, 'internal_error'],
    ['app', 409, 'busy'],
    ['refused', 503, 'dependency_unavailable'],
  ])('thrown as %s is %i and shows nothing of itself', async (what, status, code) => {
    const { status: found, body } = await send(app.url, 'GET', `/v1/things/throw/${what}`);

    expect([found, body.code]).toEqual([status, code]);
    expect(JSON.stringify(body)).not.toMatch(/SELECT|relation|ECONN|10\.0\.0\.7|\.js/);
  });

  it('takes back the headers of the answer that did not come', async () => {
    const { status, headers } = await send(app.url, 'GET', '/v1/things/half-way');
    expect([status, headers.get('etag'), headers.get('location')]).toEqual([409, null, null]);
  });

  it('after the first byte is out leaves that answer alone, and the process alive', async () => {
    expect(await send(app.url, 'GET', '/v1/things/after-headers')).toMatchObject({ status: 200, body: { text: 'half and the rest' } });
    expect((await send(app.url, 'GET', '/livez')).body).toEqual({ status: 'alive' });
  });
});

describe('bytes that are not HTTP', () => {
  it.each([
    ['no protocol at all', 'nonsense\r\n\r\n', 400],
    ['two lengths', 'POST /v1/things HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a line break in a header', 'GET /livez HTTP/1.1\r\nhost: a\r\nx: a\rb\r\n\r\n', 400],
    ['40 kB of header', `GET /livez HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`, 431],
  ])('%s are answered by a problem and a closed connection', async (_, bytes, status) => {
    const answer = await sendRaw(app.url, bytes);

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close\r\n`));
    expect(problemOf(answer)).toMatchObject({ status });
  });

  it('or headers that come too slowly are 408', async () => {
    const [client, socket] = await socketPair();
    app.nest.getHttpServer().emit('clientError', Object.assign(new Error('slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
    let answer = '';
    for await (const text of client.setEncoding('utf8')) answer += text;

    expect(problemOf(answer)).toMatchObject({ status: 408, title: 'Request Timeout' });
  });
});

/** Both ends of one connection. */
function socketPair(): Promise<[Socket, Socket]> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      server.close();
      resolve([client, socket]);
    });
    const client = new Socket();
    server.listen(0, '127.0.0.1', () => client.connect((server.address() as AddressInfo).port, '127.0.0.1'));
  });
}
