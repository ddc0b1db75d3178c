import type { TestApp } from '@roadmap/testing';
import { aliveOnly, answers, type Behaviour, dripsItsBody, dripsItsHead, FakeApp, floods, hangs, resets, talksNonsense } from './support/fake-app.js';
import { listed, startPortal } from './support/portal.js';

let portal: TestApp;
const fakes: Record<string, FakeApp> = {};

const start = async (behaviours: Record<string, Behaviour>) => {
  for (const [name, behaviour] of Object.entries(behaviours)) fakes[name] = await FakeApp.start(behaviour);
  portal = await startPortal(Object.entries(fakes).map(([name, { url }]) => listed(name, url)));
};
const statuses = async (): Promise<Record<string, string>> => {
  const { body } = await portal.anonymous.get('/api/apps');
  return Object.fromEntries(body.map((app: { name: string; status: string }) => [app.name, app.status]));
};
const fake = (name: string): FakeApp => fakes[name]!;

afterEach(async () => {
  await portal.stop();
  await Promise.all(Object.values(fakes).map((app) => app.stop()));
  for (const name of Object.keys(fakes)) delete fakes[name];
});

describe('GET /api/apps', () => {
  it('says what each app is, where it is and how it is, to anybody', async () => {
    await start({ todo: answers(200) });
    const { status, body, headers } = await portal.anonymous.get('/api/apps');

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual([
      { name: 'todo', title: 'The todo app', level: 'beginner', url: fake('todo').url, docsUrl: `${fake('todo').url}/docs`, status: 'ready' },
    ]);
    expect(fake('todo').asked).toEqual(['/readyz']);
  });

  it('is an empty list where there are no apps, and never has the portal on it', async () => {
    portal = await startPortal([listed('portal', 'http://127.0.0.1:8080')]);
    expect((await portal.anonymous.get('/api/apps')).body).toEqual([]);
  });

  it('tells ready, starting and down apart, within about a second, whatever the apps do', async () => {
    await start({
      ready: answers(200),
      flooding: floods,
      'slow-to-finish': dripsItsBody,
      unready: answers(503),
      broken: answers(500),
      older: answers(404),
      redirecting: answers(302, { location: '/elsewhere' }),
      'alive-only': aliveOnly,
      hanging: hangs,
      'hanging-too': hangs,
      'slow-to-begin': dripsItsHead,
      resetting: resets,
      'no-http': talksNonsense,
      refusing: answers(200),
    });
    await fake('refusing').stop();
    const begin = performance.now();
    const found = await statuses();
    const ms = performance.now() - begin;

    expect(found).toEqual({
      ready: 'ready',
      flooding: 'ready',
      'slow-to-finish': 'ready',
      unready: 'starting',
      broken: 'starting',
      older: 'starting',
      redirecting: 'starting',
      'alive-only': 'starting',
      hanging: 'down',
      'hanging-too': 'down',
      'slow-to-begin': 'down',
      resetting: 'down',
      'no-http': 'down',
      refusing: 'down',
    });
    // 0.75 s by its own timeouts, and a machine that is busy. One app after the other would take over 3.
    expect(ms).toBeLessThan(1_250);
    expect(fake('redirecting').asked).toEqual(['/readyz']);
    expect(fake('hanging').asked).toEqual(['/readyz', '/livez']);
  });

  it('does not read what an app has no business to send', async () => {
    await start({ flooding: floods });
    expect(await statuses()).toEqual({ flooding: 'ready' });
    // 16 KB of the gigabyte were read; the rest of these is what the system's socket buffers hold, about 4 MB.
    expect(await fake('flooding').sentInAll()).toBeLessThan(8 * 1024 * 1024);
  });

  it('asks each app once for a hundred callers at the same time', async () => {
    await start({ todo: answers(200), hanging: hangs });
    const all = await Promise.all(Array.from({ length: 100 }, () => portal.anonymous.get('/api/apps')));

    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    expect(all.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(fake('todo').asked).toEqual(['/readyz']);
    expect(fake('hanging').asked).toEqual(['/readyz', '/livez']);
  });

  it('asks again after a second, not before, and not never when the clock is set back', async () => {
    await start({ todo: answers(200) });
    const times = async () => (await statuses(), fake('todo').asked.length);

    expect(await times()).toBe(1);
    await portal.clock.advance(999);
    expect(await times()).toBe(1);
    await portal.clock.advance(1);
    expect(await times()).toBe(2);
    portal.clock.set('2020-01-01T00:00:00Z');
    expect(await times()).toBe(3);
  });

  it('sees an app come up, fail, go and come back', async () => {
    await start({ todo: answers(503) });
    const later = async () => (await portal.clock.advance(1_000), (await statuses()).todo);

    expect(await later()).toBe('starting');
    fake('todo').behaviour = answers(200);
    expect(await later()).toBe('ready');
    fake('todo').behaviour = hangs;
    expect(await later()).toBe('down');
    await fake('todo').stop();
    expect(await later()).toBe('down');
    fake('todo').behaviour = answers(200);
    await fake('todo').start();
    expect(await later()).toBe('ready');
  });

  it('stops while it is asking', async () => {
    await start({ hanging: hangs });
    const answer = portal.anonymous.get('/api/apps').then(({ body }) => body[0].status);
    while (fake('hanging').asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await portal.running.close();
    expect(await answer).toBe('down');
  });
});
