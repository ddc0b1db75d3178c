import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from './support/child.js';

const children: Child[] = [];
const start = async (env?: Record<string, string>): Promise<Child> => {
  const child = await startChild(env);
  children.push(child);
  return child;
};
afterEach(async () => {
  for (const { process, ended } of children.splice(0)) {
    process.kill('SIGKILL');
    await ended;
  }
});

/** One GET on a connection of `agent`. */
function get(agent: Agent, url: string): Promise<{ status: number; connection?: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent }, (answer) => {
      answer.resume().on('error', reject).on('end', () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection }));
    });
    sent.on('error', reject).end();
  });
}

describe('SIGTERM', () => {
  it('is not ready first, serves on and sends connections away, finishes what is in flight and exits 0', async () => {
    const child = await start({ DRAIN_DELAY_MS: '400', SLOW_MS: '900' });
    const agent = new Agent({ keepAlive: true });
    expect(await get(agent, `${child.url}/jobs/quick`)).toEqual({ status: 200, connection: 'keep-alive' });
    const working = child.says();
    const slow = get(agent, `${child.url}/jobs/slow`);
    await working;
    child.process.kill('SIGTERM');
    while ((await get(agent, `${child.url}/readyz`)).status !== 503);

    expect(await get(agent, `${child.url}/jobs/quick`)).toEqual({ status: 200, connection: 'close' });
    expect(await get(agent, `${child.url}/livez`)).toEqual({ status: 200, connection: 'close' });
    expect((await slow).status).toBe(200);
    expect(await child.ended).toEqual({ code: 0, signal: null, stderr: '' });
    await expect(get(agent, `${child.url}/livez`)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    agent.destroy();
  });

  it('ends by force, with code 1, when the grace time is over', async () => {
    const child = await start({ SHUTDOWN_GRACE_MS: '200', SLOW_MS: '20000' });
    const working = child.says();
    const lost = expect(get(new Agent(), `${child.url}/jobs/slow`)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await working;
    child.process.kill('SIGTERM');

    expect(await child.ended).toMatchObject({ code: 1, signal: null });
    await lost;
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('given twice means now: %s', async (signal) => {
    const child = await start({ DRAIN_DELAY_MS: '20000', SHUTDOWN_GRACE_MS: '30000' });
    child.process.kill(signal);
    while ((await get(new Agent(), `${child.url}/readyz`)).status !== 503);
    child.process.kill(signal);

    expect(await child.ended).toMatchObject({ code: 1, signal: null });
  });

  it('beside a Ctrl-C of the terminal is one order, not two', async () => {
    const child = await start({ DRAIN_DELAY_MS: '200' });
    child.process.kill('SIGINT');
    child.process.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 0, signal: null });
  });
});

it('loses no request when both instances are replaced, one after the other, under load', async () => {
  const env = { DRAIN_DELAY_MS: '300', SLOW_MS: '20' };
  let instances: Child[] = await Promise.all([start(env), start(env)]);
  let balanced = instances;
  let working = true;
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  const answers = new Map<string, number>();

  // What a load balancer does: asks for readiness more often than the drain delay is long, and sends only to who is ready.
  const balancer = (async () => {
    while (working) {
      const asked = await Promise.all(instances.map(async (one) => ({ one, ready: await get(new Agent(), `${one.url}/readyz`).then(({ status }) => status === 200, () => false) })));
      balanced = asked.filter(({ ready }) => ready).map(({ one }) => one);
      await sleep(50);
    }
  })();
  const clients = Array.from({ length: 10 }, async (_, client) => {
    for (let turn = client; working; turn++) {
      const to = balanced[turn % balanced.length];
      const outcome = await get(agent, `${to?.url}/jobs/${turn % 5 ? 'quick' : 'slow'}`).then(({ status }) => String(status), (error: NodeJS.ErrnoException) => String(error.code));
      answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
    }
  });
  const ends: unknown[] = [];
  try {
    for (const old of instances) {
      const fresh = await start(env);
      instances = [...instances, fresh];
      while (!balanced.includes(fresh)) await sleep(10);
      old.process.kill('SIGTERM');
      ends.push(await old.ended);
      instances = instances.filter((one) => one !== old);
    }
  } finally {
    working = false;
    await Promise.all([balancer, ...clients]);
    agent.destroy();
  }
  expect(ends).toEqual(Array(2).fill({ code: 0, signal: null, stderr: '' }));

  expect([...answers.keys()]).toEqual(['200']);
  expect(answers.get('200')).toBeGreaterThan(200);
}, 60_000);

describe('a start that fails', () => {
  it('names every wrong variable, shows no value, and exits 1', async () => {
    const child = await start({ PORT: 'eighty', LOG_LEVEL: 'loud', CURSOR_SECRET: 'short-value' });
    const { code, stderr } = await child.ended;

    expect(code).toBe(1);
    expect(stderr).toMatch(/^child: The environment is not right:\n/);
    expect(stderr.match(/^ {2}(\w+):/gm)).toEqual(['  PORT:', '  LOG_LEVEL:', '  CURSOR_SECRET:']);
    expect(stderr).not.toMatch(/eighty|short-value|\.js/);
  });

  it('refuses the demo secret in production', async () => {
    const child = await start({ NODE_ENV: 'production' });
    expect(await child.ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/CURSOR_SECRET/) });
  });

  it('says in one line which port is taken and what moves it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const child = await start({ PORT: String(port) });

    const ended = await child.ended;
    server.close();

    expect(ended).toEqual({ code: 1, signal: null, stderr: `child: port ${port} of 127.0.0.1 is taken. Stop what listens there, or set PORT to another one.\n` });
  });
});

describe('/docs', () => {
  it('is a page whose scripts and styles all come from here and are allowed by its policy, over the document of this app', async () => {
    const { url } = await start();
    const page = await fetch(`${url}/docs`);
    const html = await page.text();
    const used = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => new URL(address ?? '', page.url));

    expect(page.status).toBe(200);
    expect(used.length).toBeGreaterThanOrEqual(4);
    expect(new Set(used.map(({ origin }) => origin))).toEqual(new Set([url]));
    expect(await Promise.all(used.map(async (address) => (await fetch(address)).status))).toEqual(used.map(() => 200));
    // script-src 'self' forbids what stands in the page itself.
    expect(html.match(/<script(?![^>]*\bsrc=)[^>]*>|\son\w+="/g)).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { openapi: string; paths: object };
    expect([document.openapi, Object.keys(document.paths)]).toEqual(['3.1.0', ['/jobs/quick', '/jobs/slow']]);
  });
});
