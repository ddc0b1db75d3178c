import { connect, type AddressInfo } from 'node:net';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { currentService, recordError, runAsService } from '../src/index.js';
import { type ObservedApp, observedApp } from './support/observed-app.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SAMPLED = `00-${TRACE}-b7ad6b7169203331-01`;
const UNSAMPLED = `00-${TRACE}-b7ad6b7169203331-00`;

let app: ObservedApp;
afterEach(() => app.close());

/** An app with one route, which answers with what is active in its handler. */
function start(options?: Parameters<typeof observedApp>[0]): ObservedApp {
  app = observedApp(options);
  app.fastify.get('/v1/todos/:id', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const outgoing: Record<string, string> = {};
    propagation.inject(context.active(), outgoing);
    return { active: trace.getActiveSpan()?.spanContext(), outgoing };
  });
  return app;
}

const get = (url: string, headers: Record<string, string> = {}) => app.request(url, { headers });

describe('a recorded request', () => {
  it('has a span named by its route, with semantic attributes and no query string', async () => {
    start();
    const response = await get('/v1/todos/7?token=canary');
    const [span] = app.spans();
    expect(span).toMatchObject({ name: 'GET /v1/todos/:id', kind: SpanKind.SERVER, ended: true });
    expect(span?.attributes).toMatchObject({ 'http.request.method': 'GET', 'http.route': '/v1/todos/:id', 'url.path': '/v1/todos/7', 'http.response.status_code': 200 });
    expect(JSON.stringify([span?.name, span?.attributes])).not.toContain('canary');
    expect(JSON.parse(response.body).active).toMatchObject({ traceId: span?.spanContext().traceId, spanId: span?.spanContext().spanId });
  });

  it('names its trace in the answer', async () => {
    start();
    const { headers } = await get('/v1/todos/7');
    const ids = app.spans()[0]?.spanContext();
    expect(headers.traceresponse).toBe(`00-${ids?.traceId}-${ids?.spanId}-01`);
  });

  it('has no path in its name where no route was found', async () => {
    start();
    await get('/nothing/here');
    expect(app.spans()[0]).toMatchObject({ name: 'GET', attributes: { 'url.path': '/nothing/here', 'http.response.status_code': 404 } });
    expect(app.spans()[0]?.attributes['http.route']).toBeUndefined();
  });

  it('carries its error without secrets', async () => {
    start();
    app.fastify.get('/broken', async () => {
      throw Object.assign(new Error('no way to postgres://a:canary@db'), { parameters: ['canary'] });
    });
    app.fastify.get('/caught', async (_request, reply) => {
      recordError(Object.assign(new Error('invalid input syntax for type uuid: "canary"'), { code: '22P02' }));
      return reply.code(503).send();
    });
    await get('/broken');
    await get('/caught');
    const [broken, caught] = app.spans();
    for (const span of [broken, caught]) {
      expect(span?.status.code).toBe(SpanStatusCode.ERROR);
      expect(span?.events[0]).toMatchObject({ name: 'exception', attributes: { 'exception.type': 'Error' } });
      expect(JSON.stringify([span?.status, span?.events, span?.attributes])).not.toContain('canary');
    }
    expect(broken?.attributes['error.type']).toBe('500');
    expect(caught?.attributes['error.type']).toBe('503');
  });

  it('ends when the client leaves before the answer', async () => {
    start();
    let arrived = () => {};
    const working = new Promise<void>((resolve) => (arrived = resolve));
    app.fastify.post('/slow', async () => {
      arrived();
      await new Promise(() => {});
    });
    await app.fastify.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((app.fastify.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write('POST /slow HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}');
    await working;
    const ended = new Promise<void>((resolve) => {
      const timer = setInterval(() => app.spans().length > 0 && (clearInterval(timer), resolve()), 5);
    });
    socket.destroy();
    await ended;
    expect(app.spans()[0]?.attributes).toMatchObject({ 'http.route': '/slow', 'http.response.status_code': 499 });
    expect(await app.metrics.registry.metrics()).toContain('http_server_request_duration_seconds_count{service="test",method="POST",route="/slow",status="499"} 1');
    expect((await app.lines()).at(-1)).toMatchObject({ status: 499, route: '/slow', msg: 'request' });
    expect(app.metrics.activeRequests).toBe(0);
  });
});

describe('a request that is not recorded', () => {
  it('makes no span, and still has a trace for its lines, its answer and its calls', async () => {
    start({ ratio: 0 });
    const response = await get('/v1/todos/7');
    const { active, outgoing } = JSON.parse(response.body);
    expect(app.spans()).toEqual([]);
    expect(active).toBeUndefined(); // no span: the instrumentations step aside
    const [, traceId, spanId] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-00$/.exec(outgoing.traceparent) ?? [];
    expect(response.headers.traceresponse).toBe(outgoing.traceparent);
    expect(await app.lines()).toMatchObject([{ msg: 'request', trace_id: traceId, span_id: spanId }]);
  });

  it('gives spans to none of its children', async () => {
    start({ ratio: 0 });
    app.fastify.get('/child', async () => trace.getTracer('test').startActiveSpan('child', (span) => (span.end(), span.isRecording())));
    expect(JSON.parse((await get('/child')).body)).toBe(false);
    expect(app.spans()).toEqual([]);
  });

  it('shares ids with no other', async () => {
    start({ ratio: 0 });
    const ids = await Promise.all(Array.from({ length: 500 }, async () => (await get('/v1/todos/7')).headers.traceresponse));
    expect(new Set(ids).size).toBe(500);
  });
});

describe('sampling', () => {
  it('records the share it was told to', async () => {
    start({ ratio: 0.5 });
    for (let count = 0; count < 400; count++) await get('/v1/todos/7');
    // four standard deviations
    expect(app.spans().length).toBeGreaterThan(160);
    expect(app.spans().length).toBeLessThan(240);
  });

  it('joins the trace of a neighbour who records, whatever our share', async () => {
    start({ ratio: 0 });
    const { headers } = await get('/v1/todos/7', { traceparent: SAMPLED, tracestate: 'a=b' });
    expect(app.spans()[0]).toMatchObject({ parentSpanContext: { traceId: TRACE, spanId: 'b7ad6b7169203331' } });
    expect(app.spans()[0]?.spanContext().traceState?.serialize()).toBe('a=b');
    expect(headers.traceresponse).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
  });

  it('follows a neighbour who does not record', async () => {
    start({ ratio: 1 });
    const { headers } = await get('/v1/todos/7', { traceparent: UNSAMPLED });
    expect(app.spans()).toEqual([]);
    expect(headers.traceresponse).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
  });

  it.each([
    ['behind a proxy', {}, { 'x-forwarded-for': '203.0.113.7' }],
    ['by setting', { trustIncoming: false }, {}],
    ['by a function', { trustIncoming: () => false }, {}],
  ])('lets no stranger decide (%s)', async (_how, options, headers) => {
    start({ ratio: 0, ...options });
    const response = await get('/v1/todos/7', { traceparent: SAMPLED, ...headers });
    expect(app.spans()).toEqual([]);
    expect(response.headers.traceresponse).not.toContain(TRACE);
  });

  it('links a recorded request of a stranger to the trace it came from', async () => {
    start({ ratio: 1, trustIncoming: false });
    await get('/v1/todos/7', { traceparent: UNSAMPLED });
    const [span] = app.spans();
    expect(span?.parentSpanContext).toBeUndefined();
    expect(span?.spanContext().traceId).not.toBe(TRACE);
    expect(span?.links).toMatchObject([{ context: { traceId: TRACE } }]);
  });

  it.each(['', '00-', 'ff-' + SAMPLED.slice(3), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, 'x'.repeat(10_000), `${SAMPLED},${SAMPLED}`])('begins a new trace for the header %.40s', async (traceparent) => {
    start({ ratio: 1 });
    const { status, headers } = await get('/v1/todos/7', { traceparent });
    expect(status).toBe(200);
    expect(headers.traceresponse).not.toContain(TRACE);
    expect(app.spans()[0]?.parentSpanContext).toBeUndefined();
  });

  it('leaves the operations routes out', async () => {
    start({ ratio: 1 });
    for (const url of ['/livez', '/readyz', '/metrics']) app.fastify.get(url, async () => 'ok');
    for (const url of ['/livez', '/readyz', '/metrics']) expect((await get(url, { traceparent: SAMPLED })).headers.traceresponse).toBeUndefined();
    expect(app.spans()).toEqual([]);
    expect(await app.lines()).toEqual([]);
    expect(await app.metrics.registry.metrics()).not.toContain('route=');
  });
});

describe('runAsService', () => {
  it('gives spans the name of the app they were made in, over sockets and timers', async () => {
    start();
    const others = [observedApp(), observedApp()];
    const urls = await Promise.all(
      others.map(({ fastify }, index) =>
        runAsService(`app-${index}`, () => {
          fastify.get('/who', async () => {
            await new Promise((resolve) => setTimeout(resolve, 1));
            return currentService();
          });
          return fastify.listen({ port: 0, host: '127.0.0.1' });
        }),
      ),
    );
    const answers = await Promise.all([...urls, ...urls].map(async (url) => (await fetch(`${url}/who`)).text()));
    expect(answers).toEqual(['app-0', 'app-1', 'app-0', 'app-1']);
    const servers = app.spans().filter(({ kind }) => kind === SpanKind.SERVER);
    expect(servers.map(({ resource }) => resource.attributes['service.name']).sort()).toEqual(['app-0', 'app-0', 'app-1', 'app-1']);
    expect(currentService()).toBeUndefined();
    await Promise.all(others.map((other) => other.close()));
  });
});
