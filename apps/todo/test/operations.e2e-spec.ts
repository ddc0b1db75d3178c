import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signDemoToken } from '@roadmap/auth';
import { Canary, createTestDatabase, startProcess, TestClient, type TestDatabase, type TestProcess, testServices } from '@roadmap/testing';
import { database } from '../src/app.js';
import { type Collector, startCollector } from './support/collector.js';

let store: TestDatabase;
let collector: Collector;
beforeAll(async () => {
  store = await createTestDatabase(database);
  collector = await startCollector();
});
afterAll(async () => {
  await collector.close();
  await store.drop();
});

/** The built app as its container runs it. */
const start = (): Promise<TestProcess> =>
  startProcess({
    main: fileURLToPath(new URL('../dist/main.js', import.meta.url)),
    nodeOptions: ['--import', '@roadmap/telemetry/register'],
    env: { DATABASE_URL: store.url, REDIS_URL: testServices().redisUrl, REDIS_PREFIX: `test:${randomUUID()}:`, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, DRAIN_DELAY_MS: '300' },
  });
const token = await signDemoToken({ sub: randomUUID(), roles: ['user'] }, Date.now());

describe('logs, traces and metrics', () => {
  it('follow one request from its answer to its SQL, and give no secret away', async () => {
    const canary = new Canary();
    const todo = await start();
    const ana = new TestClient(todo.url, token);
    const created = await ana.post('/v1/todos', { title: canary.word('a title') }, { cookie: `session=${canary.word('a cookie')}`, 'idempotency-key': canary.word('an idempotency key') });
    const refused = await ana.get(`/v1/todos?text=${canary.word('a search')}`, { authorization: `Bearer ${canary.word('a token')}` });
    const wrong = await ana.post('/v1/todos', { title: 'x', password: canary.word('a password'), [canary.word('a field name')]: 1 });
    const metrics = (await ana.get('/metrics')).text;
    expect([created.status, refused.status, wrong.status]).toEqual([201, 401, 422]);
    expect(await todo.end('SIGTERM')).toEqual({ code: 0, signal: null });

    const lines = todo.output().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    const [, traceId] = String(created.headers.traceresponse).split('-');
    expect(lines.find(({ trace_id }) => trace_id === traceId)).toMatchObject({ service: 'todo', method: 'POST', route: '/v1/todos', status: 201 });

    const spans = collector.spans().filter((span) => span.traceId === traceId);
    const root = spans.find(({ name }) => name === 'POST /v1/todos');
    const insert = spans.find(({ name }) => name.startsWith('pg.query:INSERT'));
    expect(root?.parentSpanId ?? '').toBe('');
    expect(insert?.parentSpanId).toBe(root?.spanId);

    expect(metrics).toContain('http_server_request_duration_seconds_count{service="todo",method="POST",route="/v1/todos",status="201"} 1');
    expect(metrics).toContain('db_pool_connections{state="max",service="todo"} 10');
    expect(canary.found({ logs: todo.output(), spans: collector.received(), metrics, refused: refused.text })).toEqual([]);
  });
});

describe('a rolling restart under load', () => {
  it('loses no request', async () => {
    let instances = [await start(), await start()];
    const statuses: number[] = [];
    let loading = true;
    // Like a load balancer: asks who is ready, and sends each request to one of those.
    const load = Array.from({ length: 8 }, async (_, client) => {
      for (let request = client; loading; request++) {
        const ready = [];
        for (const instance of instances) if ((await fetch(`${instance.url}/readyz`).catch(() => undefined))?.status === 200) ready.push(instance);
        const chosen = ready[request % ready.length];
        if (chosen) statuses.push((await fetch(`${chosen.url}/v1/todos`, { headers: { authorization: `Bearer ${token}` } })).status);
      }
    });
    for (let restart = 0; restart < 2; restart++) {
      const [old, other] = instances as [TestProcess, TestProcess];
      const before = statuses.length;
      while (statuses.length < before + 50) await wait(20);
      expect(await old.end('SIGTERM')).toEqual({ code: 0, signal: null });
      instances = [other, await start()];
    }
    loading = false;
    await Promise.all(load);
    await Promise.all(instances.map((instance) => instance.end('SIGTERM')));

    expect(new Set(statuses)).toEqual(new Set([200]));
  }, 90_000);
});
