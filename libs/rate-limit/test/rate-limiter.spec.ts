import { randomUUID } from 'node:crypto';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Readiness } from '@roadmap/telemetry';
import { Redis } from 'ioredis';
import { parseRateLimit } from 'ratelimit-header-parser';
import type { Quota } from '../src/index.js';
import { RateLimiter } from '../src/index.js';
import { RateLimitGuard } from '../src/rate-limit.guard.js';

const url = process.env.TEST_REDIS_URL;
if (!url) throw new Error('TEST_REDIS_URL is not set. "npm test -- rate-limit" brings a Redis up.');
const app = `test-${randomUUID()}`;
const redis = new Redis(url);
const made: RateLimiter[] = [];
const limiter = (REDIS_URL = url, readiness = new Readiness()): RateLimiter => {
  const one = new RateLimiter({ REDIS_URL, REDIS_PREFIX: 'mine:', app }, readiness);
  made.push(one);
  return one;
};
const quota = (requests: number, seconds = 60): Quota => ({ name: randomUUID(), requests, seconds, per: 'address' });
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 8_000; !(await holds()); ) {
    if (Date.now() > end) throw new Error('it never became so');
    await new Promise(setImmediate); // lets sockets speak, however quickly the question is answered
  }
};
const connected = (one: RateLimiter, of: Quota) => until(async () => {
  await one.take(of, 'warm');
  return (await redis.exists(`mine:${app}:rate-limit:${of.name}:warm`)) === 1;
});
afterEach(() => made.splice(0).forEach((one) => one.onModuleDestroy()));
afterAll(() => void redis.disconnect());

describe('RateLimiter', () => {
  it('holds exactly over two instances and 200 requests at once', async () => {
    const [one, two, of] = [limiter(), limiter(), quota(50)];
    await Promise.all([connected(one, of), connected(two, of)]);
    const taken = await Promise.all(Array.from({ length: 200 }, (_, index) => (index % 2 ? one : two).take(of, 'ana')));

    expect(taken.filter(({ allowed }) => allowed).length).toBe(50);
    expect(taken.filter(({ allowed }) => allowed).map(({ remaining }) => remaining).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect((await one.take(of, 'ben')).remaining).toBe(49);
  });

  it('keeps its counts under the prefix and the name of the app, and not for longer than the window', async () => {
    const [one, of] = [limiter(), quota(5, 30)];
    await connected(one, of);
    await one.take(of, 'ana');
    const ttl = await redis.pttl(`mine:${app}:rate-limit:${of.name}:ana`);
    expect([ttl > 28_000, ttl <= 30_000]).toEqual([true, true]);
  });

  it('begins again when the window is over', async () => {
    const [one, of] = [limiter(), quota(1, 1)];
    await connected(one, of);
    expect([(await one.take(of, 'ana')).allowed, (await one.take(of, 'ana')).allowed]).toEqual([true, false]);
    await until(async () => (await redis.exists(`mine:${app}:rate-limit:${of.name}:ana`)) === 0);
    expect((await one.take(of, 'ana')).allowed).toBe(true);
  });

  it('counts in memory while Redis is away, says so once, stays ready, and goes back', async () => {
    const proxy = await redisProxy(url);
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const readiness = new Readiness();
    const [one, of] = [limiter(proxy.url, readiness), quota(3)];
    await connected(one, of);
    await proxy.stop();
    await until(async () => warn.mock.calls.length > 0);
    const taken = [];
    for (let request = 0; request < 5; request++) taken.push((await one.take(of, 'ana')).allowed);

    expect(taken).toEqual([true, true, true, false, false]);
    expect(await readiness.report()).toEqual({ ready: true, checks: { redis: 'down' } });
    expect(warn).toHaveBeenCalledTimes(1);
    await proxy.start();
    await until(async () => (await readiness.report()).checks.redis === 'up');
    expect(await one.take(of, 'ana')).toMatchObject({ allowed: true, remaining: 2 });
    expect(await redis.get(`mine:${app}:rate-limit:${of.name}:ana`)).toBe('1');
    warn.mockRestore();
    one.onModuleDestroy();
    await proxy.stop();
  });
});

describe('RateLimitGuard', () => {
  const pass = async (of: Quota, one: RateLimiter, request: object): Promise<{ headers: Record<string, string>; error?: unknown }> => {
    const headers: Record<string, string> = {};
    const http = { getRequest: () => request, getResponse: () => ({ header: (name: string, value: string) => (headers[name] = value) }) };
    const context = { getHandler: () => () => {}, getClass: () => class {}, switchToHttp: () => http };
    const guard = new RateLimitGuard({ getAllAndOverride: () => of } as never, one);
    const error = await Promise.resolve(guard.canActivate(context as never)).then(() => undefined, (thrown: unknown) => thrown);
    return { headers, error };
  };

  it('announces what is left in headers that clients’ parsers read, and 429 with Retry-After when nothing is', async () => {
    const [one, of] = [limiter(), quota(2, 30)];
    await connected(one, of);
    const answers = [];
    for (let request = 0; request < 3; request++) answers.push(await pass(of, one, { ip: '10.0.0.1' }));

    expect(answers.map(({ headers }) => parseRateLimit(headers))).toMatchObject([{ limit: 2, remaining: 1 }, { limit: 2, remaining: 0 }, { limit: 2, remaining: 0 }]);
    expect(answers[0]?.headers['ratelimit-policy']).toBe('2;w=30');
    expect(answers.map(({ error }) => (error as { status?: number })?.status)).toEqual([undefined, undefined, 429]);
    expect((answers[2]?.error as { details: { retryAfter: number } }).details.retryAfter).toBeGreaterThan(27);
  });

  it('counts the address that the server saw, whatever the caller forges', async () => {
    const [one, of] = [limiter(), quota(2)];
    await connected(one, of);
    const forged = Array.from({ length: 3 }, (_, index) => ({ ip: '10.0.0.1', headers: { 'x-forwarded-for': `6.6.6.${index}` } }));
    const errors = [];
    for (const request of forged) errors.push((await pass(of, one, request)).error !== undefined);
    expect(errors).toEqual([false, false, true]);
  });

  it('counts a user at any address, and two users at one address apart', async () => {
    const [one, of] = [limiter(), { ...quota(1), per: 'user' as const }];
    await connected(one, of);
    const from = (ip: string, id: string) => pass(of, one, { ip, user: { id } }).then(({ error }) => error === undefined);
    expect([await from('10.0.0.1', 'ana'), await from('10.0.0.2', 'ana'), await from('10.0.0.1', 'ben')]).toEqual([true, false, true]);
  });
});

/** Stands between us and Redis, and can be away. */
async function redisProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
      open.add(from);
      from.on('error', () => to.destroy()).on('close', () => to.destroy()).pipe(to);
    }
  });
  let listening = 0;
  const start = async (): Promise<void> => {
    await new Promise<void>((resolve) => server.listen(listening, '127.0.0.1', resolve));
    listening = (server.address() as AddressInfo).port;
  };
  const stop = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    open.forEach((socket) => socket.destroy());
    await closed;
  };
  await start();
  const url = new URL(target);
  url.port = String(listening);
  return { url: url.href, start, stop };
}
