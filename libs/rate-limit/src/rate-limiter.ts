import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Readiness } from '@roadmap/telemetry';
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Quota } from './quota.js';
import type { RateLimitConfig } from './rate-limit.config.js';

/** Injection token of what the limiter needs to know. */
export const RATE_LIMIT_OPTIONS = Symbol('RATE_LIMIT_OPTIONS');

export interface RateLimitOptions extends RateLimitConfig {
  /** The app's name: its keys begin with it. */
  app: string;
}

/** What is left of a quota. */
export interface Allowance {
  allowed: boolean;
  remaining: number;
  /** Whole seconds until the window ends. */
  resetSeconds: number;
}

/**
 * Counts requests in Redis, so that a quota holds over all instances of an app. One script adds and reads, so no two requests see the same count.
 * While Redis is away each instance counts in its own memory: a quota that is too generous for a minute is better than an app that is down.
 */
@Injectable()
export class RateLimiter implements OnModuleDestroy {
  private readonly logger = new Logger(RateLimiter.name);
  readonly #redis: Redis;
  readonly #limiters = new Map<string, RateLimiterRedis>();
  readonly #prefix: string;

  constructor(@Inject(RATE_LIMIT_OPTIONS) { REDIS_URL, REDIS_PREFIX, app }: RateLimitOptions, readiness: Readiness) {
    this.#prefix = `${REDIS_PREFIX}${app}:rate-limit`;
    this.#redis = new Redis(REDIS_URL, {
      connectionName: `roadmap-${app}`,
      // A request must not wait for Redis to come back: it fails at once and the memory takes over.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 500,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    let connected = true;
    this.#redis.on('ready', () => (connected = true));
    this.#redis.on('error', (error: Error) => {
      if (connected) this.logger.warn(`Redis is away, quotas are counted per process: ${error.message}`);
      connected = false;
    });
    readiness.add('redis', () => this.#redis.ping(), { required: false });
  }

  /** Takes one request out of the caller's quota. */
  async take(quota: Quota, caller: string): Promise<Allowance> {
    try {
      return allowance(await this.#limiter(quota).consume(caller), true);
    } catch (refused) {
      // The library throws the count where the quota is used up, and errors where something is wrong.
      if (refused instanceof RateLimiterRes) return allowance(refused, false);
      throw refused;
    }
  }

  onModuleDestroy(): void {
    this.#redis.disconnect();
  }

  #limiter({ name, requests, seconds }: Quota): RateLimiterRedis {
    let limiter = this.#limiters.get(name);
    if (!limiter) {
      const window = { points: requests, duration: seconds, keyPrefix: `${this.#prefix}:${name}` };
      limiter = new RateLimiterRedis({ ...window, storeClient: this.#redis, rejectIfRedisNotReady: true, insuranceLimiter: new RateLimiterMemory(window) });
      this.#limiters.set(name, limiter);
    }
    return limiter;
  }
}

const allowance = ({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Allowance => ({
  allowed,
  remaining: remainingPoints,
  resetSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});
