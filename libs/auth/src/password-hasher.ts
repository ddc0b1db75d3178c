import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { parseOptions } from '@node-rs/argon2';
import { Gate } from './gate.js';
import { HashThread } from './hash-thread.js';

/** What one hash costs, RFC 9106's second choice as OWASP words it: 19 MiB, two passes, one lane. About 14 ms of one core. */
export interface HashCost {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

export const HASH_COST: HashCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** `verify` of one password; `outdated` asks for a new hash of it, because the cost has risen since. */
export interface PasswordCheck {
  correct: boolean;
  outdated: boolean;
}

/** Waiting hashes per core: at 14 ms each the last one waits less than half a second. */
const QUEUE_PER_CORE = 32;

/**
 * Argon2id, in threads of its own, as many as there are cores.
 *
 * WHY: a hash is slow on purpose. In Node's own thread pool a burst of sign-ins would hold up files and DNS; here it queues for itself, gives way to all
 * other requests, and beyond a short queue is told to come back (503).
 *
 * @example const { correct } = await hasher.verify(account?.passwordHash, password);
 */
@Injectable()
export class PasswordHasher implements OnModuleInit, OnModuleDestroy {
  #dummy = '';
  readonly #gate = new Gate(availableParallelism(), availableParallelism() * QUEUE_PER_CORE);
  readonly #idle: HashThread[] = [];
  #ended = false;

  /** The cost of new hashes. */
  readonly cost: HashCost = HASH_COST;

  async onModuleInit(): Promise<void> {
    this.#dummy = await this.hash(randomUUID());
  }

  async onModuleDestroy(): Promise<void> {
    this.#ended = true;
    await Promise.all(this.#idle.splice(0).map((thread) => thread.end()));
  }

  hash(password: string): Promise<string> {
    return this.#run({ password: normalize(password), cost: this.cost });
  }

  /**
   * Whether the password belongs to the hash. Where there is no hash (nobody has that name, or they have no password) the same work is done against a
   * hash of nothing, and the answer is no.
   *
   * TRAP: answering at once for an unknown name tells everybody which names exist.
   */
  async verify(encoded: string | null | undefined, password: string): Promise<PasswordCheck> {
    const known = encoded ?? this.#dummy;
    const matches = await this.#run<boolean>({ encoded: known, password: normalize(password) });
    return { correct: matches && encoded !== undefined && encoded !== null, outdated: this.#isOutdated(known) };
  }

  #run<T>(job: Parameters<HashThread['run']>[0]): Promise<T> {
    return this.#gate.run(async () => {
      // There are never more than the gate has places.
      const thread = this.#idle.pop() ?? new HashThread();
      try {
        return await thread.run<T>(job);
      } finally {
        if (this.#ended || thread.ended) await thread.end();
        else this.#idle.push(thread);
      }
    });
  }

  #isOutdated(encoded: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(encoded);
    return memoryCost < this.cost.memoryCost || timeCost < this.cost.timeCost || parallelism !== this.cost.parallelism;
  }
}

/** The same password typed on another keyboard is the same password: NFKC, as NIST SP 800-63B asks. */
const normalize = (password: string): string => password.normalize('NFKC');
