import { randomUUID } from 'node:crypto';
import { testServices } from '@roadmap/testing';
import { Redis } from 'ioredis';
import type { AttemptStore } from '../src/throttle/attempt-store.js';
import { FORGET_MS } from '../src/throttle/back-off.js';
import { MemoryAttempts } from '../src/throttle/memory-attempts.js';
import { RedisAttempts } from '../src/throttle/redis-attempts.js';

const redis = new Redis(testServices().redisUrl);
const prefix = `test:${randomUUID()}:`;
afterAll(() => redis.quit());

const NOW = Date.parse('2026-01-15T12:00:00Z');
const rule = { free: 3, baseMs: 1_000, capMs: 10_000 };
let keys = 0;
const counter = (changes: object = {}) => ({ ...rule, key: `k${++keys}`, ...changes });

/** Both stores keep the same promises. */
describe.each<[string, AttemptStore]>([
  ['in Redis', new RedisAttempts(redis, prefix)],
  ['in memory', new MemoryAttempts()],
])('attempts counted %s', (_, store) => {
  it('wait ever longer after the free ones, up to the cap', async () => {
    const one = counter();
    const waits = [];
    for (let now = NOW, index = 0; index < 8; index++) {
      expect(await store.take([one], now)).toBe(0);
      const wait = await store.take([one], now);
      waits.push(wait);
      now += wait;
      if (wait === 0) index++; // it was free, and counted
    }
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
  });

  it('let the free ones through when fifty come at once', async () => {
    const one = counter();
    const waits = await Promise.all(Array.from({ length: 50 }, () => store.take([one], NOW)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  it('count on all counters or on none', async () => {
    const [full, other] = [counter({ free: 1 }), counter({ free: 2 })];
    await store.take([full], NOW);
    for (let index = 0; index < 5; index++) expect(await store.take([full, other], NOW)).toBe(1_000);
    expect(await store.take([other], NOW)).toBe(0);
    expect(await store.take([other], NOW)).toBe(0);
    expect(await store.take([other], NOW)).toBe(1_000);
  });

  it('are taken back one by one, or forgotten altogether', async () => {
    const [mine, theirs] = [counter(), counter()];
    for (let index = 0; index < 3; index++) await store.take([mine, theirs], NOW);
    await store.takeBack([theirs], [mine]);
    expect([await store.take([mine], NOW), await store.take([mine], NOW)]).toEqual([0, 0]);
    expect([await store.take([theirs], NOW), await store.take([theirs], NOW)]).toEqual([0, 1_000]);
  });

  it('are forgotten after an hour', async () => {
    const one = counter();
    for (let index = 0; index < 3; index++) await store.take([one], NOW);
    expect(await store.take([one], NOW + FORGET_MS + 1)).toBe(0);
    expect(await store.take([one], NOW + FORGET_MS + 1)).toBe(0);
  });
});

it('Redis keeps no counter for ever', async () => {
  const found = await redis.keys(`${prefix}*`);
  const lives = await Promise.all(found.map((key) => redis.pttl(key)));
  expect(found.length).toBeGreaterThan(0);
  expect(lives.filter((ms) => ms <= 0 || ms > FORGET_MS)).toEqual([]);
});
