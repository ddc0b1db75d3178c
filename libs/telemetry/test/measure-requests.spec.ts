import { createMetrics } from '../src/index.js';
import { type ObservedApp, observedApp } from './support/observed-app.js';

let app: ObservedApp;
afterEach(() => app.close());

const text = () => app.metrics.registry.metrics();
const series = async () => (await text()).split('\n').filter((line) => line.startsWith('http_server_request_duration_seconds'));

describe('measureRequests', () => {
  it('counts by method, route and status, with the service on every series', async () => {
    app = observedApp({ ratio: 0 });
    app.fastify.get('/v1/todos/:id', async (_request, reply) => reply.code(404).send());
    for (const id of [1, 2, 3]) await app.request(`/v1/todos/${id}`);
    expect(await text()).toContain('http_server_request_duration_seconds_count{service="test",method="GET",route="/v1/todos/:id",status="404"} 3');
    expect(await text()).toContain('http_server_active_requests{service="test"} 0');
    expect(await text()).toContain('nodejs_eventloop_lag_p99_seconds{service="test"}');
    const unlabelled = (await text()).split('\n').filter((line) => line && !line.startsWith('#') && !line.includes('service="test"'));
    expect(unlabelled).toEqual([]);
  });

  it('counts what is under way', async () => {
    app = observedApp();
    app.fastify.get('/now', async () => (await text()).match(/active_requests\{.*\} (\d+)/)?.[1]);
    expect((await app.request('/now')).body).toBe('1');
    expect(app.metrics.activeRequests).toBe(0);
  });

  it('links to the trace of a recorded request, and to no other', async () => {
    app = observedApp({ ratio: 1 });
    app.fastify.get('/a', async () => 'a');
    await app.request('/a');
    const traceId = app.spans()[0]?.spanContext().traceId;
    expect((await series()).filter((line) => line.includes(`# {trace_id="${traceId}"}`))).toHaveLength(1);
    await app.close();

    app = observedApp({ ratio: 0 });
    app.fastify.get('/a', async () => 'a');
    await app.request('/a');
    expect((await series()).join()).not.toContain('trace_id');
  });

  it('is OpenMetrics text', async () => {
    app = observedApp();
    expect(app.metrics.registry.contentType).toContain('application/openmetrics-text');
    expect(await text()).toMatch(/# EOF\n$/);
  });

  it('has one route for all that is unmatched and one method for all that is unknown', async () => {
    app = observedApp();
    app.fastify.addHttpMethod('PROPFIND');
    for (let count = 0; count < 50; count++) await app.request(`/${Math.random()}`);
    await app.request('/pot', { method: 'PROPFIND' });
    const counts = (await series()).filter((line) => line.includes('_count'));
    expect(counts.map((line) => line.replace(/^[^{]*/, ''))).toEqual([
      '{service="test",method="GET",route="unmatched",status="404"} 50',
      '{service="test",method="OTHER",route="unmatched",status="404"} 1',
    ]);
  });

  it('stays below 2,000 series, whatever the app has and answers', async () => {
    app = observedApp();
    for (let route = 0; route < 60; route++) app.fastify.get(`/r${route}/:status`, async (request, reply) => reply.code(Number((request.params as { status: string }).status)).send());
    for (let route = 0; route < 60; route++) for (let status = 400; status < 410; status++) await app.request(`/r${route}/${status}`);
    const all = (await text()).split('\n').filter((line) => line && !line.startsWith('#'));
    expect(all.length).toBeLessThan(2_000);
    const total = all.filter((line) => line.startsWith('http_server_request_duration_seconds_count')).reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
    expect(total).toBe(600);
    expect(all.join('\n')).toContain('route="other",status="4xx"');
  });
});

describe('createMetrics', () => {
  it('gives each app its own registry over the same process metrics', async () => {
    app = observedApp();
    const [one, two] = [createMetrics('one'), createMetrics('two')];
    one.requestDuration.observe({ labels: { method: 'GET', route: '/a', status: '200' }, value: 1 });
    expect(await two.registry.metrics()).not.toContain('route="/a"');
    for (const { registry } of [one, two]) expect(await registry.metrics()).toMatch(/process_resident_memory_bytes\{service="(one|two)"\} \d/);
  });
});
