import type { Redis } from 'ioredis';
import type { AttemptStore, Counter } from './attempt-store.js';
import { FORGET_MS } from './back-off.js';

/** The functions of `back-off.ts` as one script: nobody comes between reading and counting. */
const TAKE = `
local now, forget = tonumber(ARGV[1]), tonumber(ARGV[2])
local counts, wait = {}, 0
for i, key in ipairs(KEYS) do
  local row = redis.call('HMGET', key, 'count', 'last', 'until')
  local count, last, till = tonumber(row[1]) or 0, tonumber(row[2]) or 0, tonumber(row[3]) or 0
  if now - last > forget then count, till = 0, 0 end
  counts[i] = count + 1
  wait = math.max(wait, till - now)
end
if wait > 0 then return wait end
for i, key in ipairs(KEYS) do
  local free, base, cap = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
  local till = 0
  if counts[i] >= free then till = now + math.min(cap, base * 2 ^ math.min(30, counts[i] - free)) end
  redis.call('HSET', key, 'count', counts[i], 'last', now, 'until', till)
  redis.call('PEXPIRE', key, forget)
end
return 0`;

const TAKE_BACK = `
for i, key in ipairs(KEYS) do
  local free = tonumber(ARGV[i])
  if free < 0 then
    redis.call('DEL', key)
  elseif redis.call('EXISTS', key) == 1 then
    local count = math.max(0, redis.call('HINCRBY', key, 'count', -1))
    redis.call('HSET', key, 'count', count)
    if count < free then redis.call('HSET', key, 'until', 0) end
  end
end`;

/** Attempts of all instances together. */
export class RedisAttempts implements AttemptStore {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  async take(counters: Counter[], now: number): Promise<number> {
    const rules = counters.flatMap(({ free, baseMs, capMs }) => [free, baseMs, capMs]);
    return Number(await this.redis.eval(TAKE, counters.length, ...this.#keys(counters), now, FORGET_MS, ...rules));
  }

  async takeBack(counted: Counter[], cleared: Counter[]): Promise<void> {
    const all = [...counted, ...cleared];
    const frees = [...counted.map(({ free }) => free), ...cleared.map(() => -1)];
    await this.redis.eval(TAKE_BACK, all.length, ...this.#keys(all), ...frees);
  }

  #keys(counters: Counter[]): string[] {
    return counters.map(({ key }) => this.prefix + key);
  }
}
