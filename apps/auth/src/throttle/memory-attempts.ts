import type { AttemptStore, Counter } from './attempt-store.js';
import { attempt, type Attempts, takeBack, waitOf } from './back-off.js';

const MAX_COUNTERS = 50_000;

/** Attempts of this process alone. Bounded: the oldest counters go first. */
export class MemoryAttempts implements AttemptStore {
  readonly #attempts = new Map<string, Attempts>();

  async take(counters: Counter[], now: number): Promise<number> {
    const wait = Math.max(0, ...counters.map(({ key }) => waitOf(this.#attempts.get(key), now)));
    if (wait === 0) for (const counter of counters) this.#put(counter.key, attempt(this.#attempts.get(counter.key), counter, now));
    return wait;
  }

  async takeBack(counted: Counter[], cleared: Counter[]): Promise<void> {
    for (const counter of counted) {
      const known = this.#attempts.get(counter.key);
      if (known) this.#attempts.set(counter.key, takeBack(known, counter));
    }
    for (const { key } of cleared) this.#attempts.delete(key);
  }

  #put(key: string, attempts: Attempts): void {
    // A map keeps the order of insertion: put in again, a counter is the youngest.
    this.#attempts.delete(key);
    this.#attempts.set(key, attempts);
    const [oldest] = this.#attempts.keys();
    if (this.#attempts.size > MAX_COUNTERS && oldest !== undefined) this.#attempts.delete(oldest);
  }
}
