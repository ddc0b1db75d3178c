import { Clock } from './clock.js';

interface Repeated {
  due: number;
  ms: number;
  work: () => void | Promise<void>;
}

/** Time that stands still until a test moves it. */
export class TestClock extends Clock {
  #now: number;
  readonly #repeated = new Set<Repeated>();

  constructor(start: Date | string = '2026-01-15T12:00:00.000Z') {
    super();
    this.#now = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  every(ms: number, work: () => void | Promise<void>): () => void {
    const repeated = { due: this.#now + ms, ms, work };
    this.#repeated.add(repeated);
    return () => this.#repeated.delete(repeated);
  }

  /** Moves time by `ms` (forwards only) and waits for all repeated work that became due on the way, in order, each at its own time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let next = this.#nextDue(end); next; next = this.#nextDue(end)) {
      this.#now = next.due;
      next.due += next.ms;
      await next.work();
    }
    this.#now = end;
  }

  /** Sets the time without running anything: backwards too, as clocks are set in real life. */
  set(instant: Date | string): void {
    this.#now = new Date(instant).getTime();
  }

  #nextDue(end: number): Repeated | undefined {
    const due = [...this.#repeated].filter((one) => one.due <= end);
    return due.sort((a, b) => a.due - b.due)[0];
  }
}
