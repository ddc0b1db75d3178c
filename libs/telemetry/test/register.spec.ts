import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CollectedSpan, fakeCollector, fakePostgres, fakeRedis } from './support/fake-backends.js';
import { fixture, REGISTER, runNode } from './support/child.js';

const received: (string | undefined)[] = [];
const other = createServer(({ headers }, response) => {
  received.push(headers.traceparent as string | undefined);
  response.end('ok');
});
let backends: Awaited<ReturnType<typeof startBackends>>;

async function startBackends() {
  const [postgres, redis, collector] = await Promise.all([fakePostgres(), fakeRedis(), fakeCollector()]);
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const env = { PG_PORT: String(postgres.port), REDIS_PORT: String(redis.port), OTHER_PORT: String((other.address() as AddressInfo).port) };
  return { collector, env, close: () => Promise.all([postgres.close(), redis.close(), collector.close(), new Promise((resolve) => other.close(resolve))]) };
}

beforeAll(async () => {
  backends = await startBackends();
});
beforeEach(() => {
  backends.collector.spans.length = 0;
  received.length = 0;
});
afterAll(() => backends.close());

const run = (args: string[], env: Record<string, string> = {}) =>
  runNode(args, { ...backends.env, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${backends.collector.port}`, ...env });

const direct = ['--import', REGISTER, fixture('app.fixture.mjs')];

/** What is under the one server span, by name, and nothing else. */
function childrenOfRequest(spans: CollectedSpan[]): string[] {
  const server = spans.find(({ name }) => name === 'GET /v1/todos/:id');
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(server?.parentSpanId).toBeUndefined();
  const below = (id?: string): CollectedSpan[] => spans.filter(({ parentSpanId }) => parentSpanId === id).flatMap((span) => [span, ...below(span.spanId)]);
  const children = below(server?.spanId);
  expect(children).toHaveLength(spans.length - 1);
  return children.map(({ name }) => name);
}

describe('node --import @roadmap/telemetry/register', () => {
  it('makes one tree of a request, its queries, its commands and its calls, and sends it before the process ends', async () => {
    const { code, stderr, stdout } = await run(direct);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { spans, paths } = backends.collector;
    const names = childrenOfRequest(spans);
    expect(names.filter((name) => name === 'pg.query:SELECT todo')).toHaveLength(2);
    expect(names.filter((name) => name === 'GET')).toHaveLength(2);
    expect(names).toContain('set');
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['fixture']));
    expect([...paths]).toEqual(['/v1/traces']);
    const [log] = stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, string>);
    expect(log).toMatchObject({ msg: 'worked', trace_id: spans[0]?.traceId });
    expect(received).toHaveLength(2);
    for (const traceparent of received) expect(traceparent).toMatch(new RegExp(`^00-${spans[0]?.traceId}-[0-9a-f]{16}-01$`));
  });

  it('sends no parameter, value, password or query string', async () => {
    await run(direct);
    const { spans } = backends.collector;
    expect(spans.map(({ attributes }) => attributes['db.query.text'])).toEqual(expect.arrayContaining(['SELECT * FROM todo WHERE title = $1', 'set todo:7']));
    expect(spans.map(({ attributes }) => attributes['url.full'])).toEqual(expect.arrayContaining([expect.stringMatching(/\/fetched$/), expect.stringMatching(/\/got$/)]));
    expect(spans.map(({ json }) => json).join()).not.toContain('canary');
  });

  it('makes no span below a request that is not recorded, and still hands its trace on', async () => {
    const { code, stdout } = await run(direct, { RATIO: '0' });
    expect(code).toBe(0);
    expect(backends.collector.spans).toEqual([]);
    const { trace_id } = JSON.parse(stdout) as { trace_id: string };
    expect(received).toHaveLength(2);
    for (const traceparent of received) expect(traceparent).toMatch(new RegExp(`^00-${trace_id}-[0-9a-f]{16}-00$`));
  });

  it.each([['no collector is named', { OTEL_EXPORTER_OTLP_ENDPOINT: '' }], ['it is switched off', { OTEL_SDK_DISABLED: 'true' }]])('sends nothing when %s', async (_when, env) => {
    const { code, stderr } = await run(direct, env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(backends.collector.spans).toEqual([]);
  });
});

describe('a launcher elsewhere that imports it, twice and in two copies, before the app', () => {
  it('gets the same tree, each span once', async () => {
    const { code, stderr } = await run([fixture('launcher.fixture.mjs')], { REGISTER });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const names = childrenOfRequest(backends.collector.spans);
    expect(names.filter((name) => name === 'pg.query:SELECT todo')).toHaveLength(2);
    expect(names).toContain('set');
  });
});
