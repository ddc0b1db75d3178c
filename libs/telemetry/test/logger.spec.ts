import { trace } from '@opentelemetry/api';
import { NestPinoLogger } from '../src/index.js';
import { type LogLine, type ObservedApp, observedApp } from './support/observed-app.js';

const JWT = 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

let app: ObservedApp;
beforeEach(() => (app = observedApp()));
afterEach(() => app.close());

const lines = () => app.lines();
const last = async (): Promise<LogLine> => (await lines()).at(-1) as LogLine;

describe('a log line', () => {
  it('has time, level, service and message', async () => {
    app.logger.warn({ todoId: 7 }, 'hello');
    expect(await last()).toEqual({ level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), service: 'test', todoId: 7, msg: 'hello' });
  });

  it('carries the ids of the active span, and none where there is none', async () => {
    trace.getTracer('test').startActiveSpan('work', (span) => {
      app.logger.info('inside');
      span.end();
    });
    app.logger.info('outside');
    const [inside, outside] = await lines();
    const { traceId, spanId } = app.spans()[0]?.spanContext() ?? {};
    expect(inside).toMatchObject({ trace_id: traceId, span_id: spanId });
    expect(outside).not.toHaveProperty('trace_id');
  });

  it('carries the trace of its request, in handlers and in the access line', async () => {
    app.fastify.get('/a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      app.logger.info('working');
    });
    await app.request('/a');
    const traceId = app.spans()[0]?.spanContext().traceId;
    expect(await lines()).toMatchObject([{ msg: 'working', trace_id: traceId }, { msg: 'request', trace_id: traceId }]);
  });

  it.each<[string, (secret: string) => void]>([
    ['a field', (secret) => app.logger.info({ a: [{ Password: secret }] }, 'x')],
    ['a child binding', (secret) => app.logger.child({ req: { token: secret } }).info('x')],
    ['a grandchild binding', (secret) => app.logger.child({}).child({ req: { token: secret } }).info('x')],
    ['a message', (secret) => app.logger.info(`Bearer ${secret}`)],
    ['an interpolation', (secret) => app.logger.info('sent %s', `Bearer ${secret}`)],
    ['an interpolated object', (secret) => app.logger.info('sent %o', { password: secret })],
    ['an error message', (secret) => app.logger.error(new Error(`postgres://a:${secret}@db`))],
    ['an error and its stack', (secret) => app.logger.error({ err: new Error(`password=${secret}`) }, 'x')],
    ['a cause', (secret) => app.logger.error({ err: new Error('a', { cause: new Error(`token=${secret}`) }) }, 'x')],
    ['a property of an error', (secret) => app.logger.error(Object.assign(new Error('a'), { parameters: [secret], driverError: { detail: secret } }))],
    ['an error in a field', (secret) => app.logger.error({ failures: [Object.assign(new Error('a'), { parameters: [secret] })] }, 'x')],
    ['a text after an escape', (secret) => app.logger.info({ text: `\n${JWT}.${secret}` }, 'x')],
    ['an embedded JSON text', (secret) => app.logger.info({ body: JSON.stringify({ body: JSON.stringify({ password: secret }) }) }, 'x')],
    ['a Nest log call', (secret) => new NestPinoLogger(app.logger).error(`Bearer ${secret}`, new Error(`password=${secret}`).stack, 'Context')],
  ])('hides a secret in %s', async (_where, write) => {
    write('canary-4f9a');
    const found = await lines();
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toContain('canary');
  });

  it('hides card numbers, as text and as numbers, and keeps other numbers digit by digit', async () => {
    app.logger.info({ pan: 1, reference: 4111111111111111, other: 9007199254740993n, text: '4111 1111 1111 1111', id: 1700000000000 }, 'paid');
    expect(await last()).toMatchObject({ pan: '[redacted]', reference: '[redacted]', other: '9007199254740993', text: '[redacted]', id: 1_700_000_000_000 });
  });

  it('is written whatever it is given', async () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const broken = Object.defineProperty({}, 'msg', { get: () => { throw new Error('no'); } });
    const getter = Object.defineProperty({ a: 1 }, 'b', { enumerable: true, get: () => { throw new Error('no'); } });
    for (const hostile of [proxy, broken, getter]) expect(() => app.logger.info(hostile, 'still here')).not.toThrow();
    expect(await lines()).toHaveLength(3);
    expect(await last()).toMatchObject({ a: 1, b: '[unreadable]', msg: 'still here' });
  });
});

describe('NestPinoLogger', () => {
  it('writes levels, context, errors, stacks and objects', async () => {
    const nest = new NestPinoLogger(app.logger);
    nest.log('100 %s sure', 'Todos');
    nest.verbose('detail');
    nest.error('failed', new Error('x').stack, 'Todos');
    nest.error(new Error('as it is'), 'Todos');
    nest.warn({ a: 1 }, 'Todos');
    nest.log('two', { b: 2 }, 'Todos');
    expect(await lines()).toMatchObject([
      { level: 'info', context: 'Todos', msg: '100 %s sure' },
      { level: 'trace', msg: 'detail' },
      { level: 'error', context: 'Todos', stack: expect.stringContaining('at '), msg: 'failed' },
      { level: 'error', context: 'Todos', err: { type: 'Error', message: 'as it is' }, msg: 'as it is' },
      { level: 'warn', context: 'Todos', a: 1 },
      { level: 'info', context: 'Todos', details: [{ b: 2 }], msg: 'two' },
    ]);
  });
});

describe('logRequests', () => {
  it('writes one line per request, without the query string', async () => {
    app.fastify.get('/v1/todos/:id', async () => 'four');
    await app.request('/v1/todos/7?token=canary');
    const [line, ...more] = await lines();
    expect(more).toEqual([]);
    expect(line).toMatchObject({ level: 'info', msg: 'request', method: 'GET', route: '/v1/todos/:id', path: '/v1/todos/7', status: 200, bytes: 4, ms: expect.any(Number), request_id: expect.any(String) });
    expect(JSON.stringify(line)).not.toContain('canary');
  });

  it('calls what failed by its name, and hides a secret in the path', async () => {
    app.fastify.get('/reset/:code', async (_request, reply) => reply.code(503).send());
    await app.request(`/reset/${JWT}`);
    expect(await last()).toMatchObject({ level: 'error', status: 503, path: '/reset/[redacted]' });
  });

  it('writes a share of what went well, and all that did not', async () => {
    await app.close();
    app = observedApp({ ratio: 0, log: { ratio: 0 } });
    app.fastify.get('/a', async () => 'a');
    await app.request('/a');
    await app.request('/nowhere');
    expect(await lines()).toMatchObject([{ status: 404, route: 'unmatched' }]);
  });
});
