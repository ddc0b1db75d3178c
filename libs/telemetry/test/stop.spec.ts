import { fixture, REGISTER, runNode } from './support/child.js';
import { fakeCollector } from './support/fake-backends.js';

let collector: Awaited<ReturnType<typeof fakeCollector>>;
beforeEach(async () => {
  collector = await fakeCollector();
});
afterEach(() => collector.close());

const stop = (mode: string, signal?: NodeJS.Signals, args = ['--import', REGISTER, fixture('stop.fixture.mjs')], port = collector.port) =>
  runNode(args, { MODE: mode, REGISTER, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` }, signal);

const names = () => collector.spans.map(({ name }) => name);

describe('the end of a process', () => {
  it('sends what is left when there is no more work', async () => {
    expect(await stop('finish')).toMatchObject({ code: 0, stderr: '' });
    expect(names()).toEqual(['work']);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('sends what is left on %s, and then ends by it', async (signal) => {
    expect(await stop('unhandled', signal)).toMatchObject({ code: null, signal, stderr: '' });
    expect(names()).toEqual(['work']);
  });

  it.each(['handled', 'once'])("leaves the end to the app's own handler (%s), and sends what ended in its drain", async (mode) => {
    const { code, stdout } = await stop(mode, 'SIGTERM');
    expect(code).toBe(7);
    expect(stdout).toContain('drained');
    expect(names()).toEqual(['work', 'drained']);
  });

  it('leaves it to a handler that was there before', async () => {
    expect((await stop('once', 'SIGTERM', [fixture('launcher-late.fixture.mjs')])).code).toBe(7);
    expect(names()).toEqual(['work', 'drained']);
  });

  it('waits no more than a second for a collector that does not answer', async () => {
    const silent = await fakeCollector({ silent: true });
    const { signal, ms } = await stop('unhandled', 'SIGTERM', undefined, silent.port);
    await silent.close();
    expect(signal).toBe('SIGTERM');
    expect(ms).toBeLessThan(2_000);
  });

  it.each([
    ['does not answer', true],
    ['is not there', false],
  ])('runs out of work soon when the collector %s', async (_what, there) => {
    const silent = await fakeCollector({ silent: true });
    if (!there) await silent.close();
    const { code, ms } = await stop('finish', undefined, undefined, silent.port);
    if (there) await silent.close();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
  });
});
