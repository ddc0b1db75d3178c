import { createHmac } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { TooManyRequestsError } from '@roadmap/errors';
import { Redis } from 'ioredis';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { KnownDevices } from '../browser-binding/known-devices.js';
import type { Caller } from '../caller/caller.js';
import { networkOf } from '../caller/network.js';
import { SecretBox } from '../secrets/secret-box.js';
import type { AttemptStore, Counter } from './attempt-store.js';
import type { BackOff } from './back-off.js';
import { MemoryAttempts } from './memory-attempts.js';
import { RedisAttempts } from './redis-attempts.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Who is counted, and how patiently. An address may be a whole office, and a network a whole town. */
const RULES = {
  /** This account, tried from this address or by this known browser. */
  place: { free: 5, baseMs: SECOND, capMs: 15 * MINUTE },
  /** This account, tried from anywhere. WHY: the cap is low. A high one would let a stranger lock the owner out. */
  account: { free: 30, baseMs: SECOND, capMs: 30 * SECOND },
  address: { free: 50, baseMs: SECOND, capMs: 15 * MINUTE },
  network: { free: 250, baseMs: SECOND, capMs: 15 * MINUTE },
} as const satisfies Record<string, BackOff>;

/** An attempt that was counted before it was made. */
export interface Attempt {
  /** It was right: its account is forgotten as a target, and address and network are as if it had not been. */
  succeeded: () => Promise<void>;
}

/** Makes guessing slow: counts attempts per account, address and network, and lets each further one wait longer. */
@Injectable()
export class Throttle implements OnModuleDestroy {
  private readonly logger = new Logger(Throttle.name);
  readonly #redis: Redis;
  readonly #shared: AttemptStore;
  readonly #own = new MemoryAttempts();
  readonly #key: Buffer;

  constructor(
    @Inject(APP_CONFIG) { REDIS_URL, REDIS_PREFIX }: AuthAppConfig,
    private readonly clock: Clock,
    private readonly devices: KnownDevices,
    box: SecretBox,
  ) {
    this.#key = box.key('throttle');
    this.#redis = new Redis(REDIS_URL, {
      connectionName: 'roadmap-auth',
      // A sign-in must not wait for Redis to come back: it fails at once, and this process counts for itself.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: 500,
      retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    });
    this.#redis.on('error', () => undefined); // said when it matters, below
    this.#shared = new RedisAttempts(this.#redis, `${REDIS_PREFIX}auth:throttle:`);
  }

  /**
   * Counts an attempt at an account before anything is checked: of fifty at once only the free ones get through.
   *
   * @param target what is tried, e.g. the canonical address; somebody who does not exist is counted like somebody who does
   * @throws {TooManyRequestsError} with `Retry-After`
   */
  async attempt(target: string, caller: Caller): Promise<Attempt> {
    const device = this.devices.recognise(caller.device, target);
    const place = this.#counter('place', `${target} ${device ?? caller.ip}`);
    const mine = device ? [place] : [place, this.#counter('account', target)];
    const theirs = [this.#counter('address', caller.ip), this.#counter('network', networkOf(caller.ip))];
    const wait = await this.#with((store) => store.take([...mine, ...theirs], this.clock.now().getTime()));
    if (wait > 0) {
      const retryAfter = Math.ceil(wait / SECOND);
      throw new TooManyRequestsError('too_many_attempts', `Too many attempts. Try again in ${retryAfter} seconds.`, { retryAfter });
    }
    return { succeeded: () => this.#with((store) => store.takeBack(theirs, mine)) };
  }

  onModuleDestroy(): void {
    this.#redis.disconnect();
  }

  /** WHY: a MAC of it, so that no address of a person or a machine can be read out of Redis. */
  #counter(rule: keyof typeof RULES, subject: string): Counter {
    return { ...RULES[rule], key: `${rule}:${createHmac('sha256', this.#key).update(subject).digest('base64url')}` };
  }

  async #with<T>(work: (store: AttemptStore) => Promise<T>): Promise<T> {
    try {
      return await work(this.#shared);
    } catch (error) {
      this.logger.warn(`Redis is away, attempts are counted per process: ${(error as Error).message}`);
      return work(this.#own);
    }
  }
}
