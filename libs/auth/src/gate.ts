import { UnavailableError } from '@roadmap/errors';

/** Lets a number of works run at once, a number wait, and refuses the rest at once: what waits too long is no use to anybody. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly places: number,
    private readonly queue: number,
  ) {}

  /** @throws {UnavailableError} with `Retry-After` where the queue is full */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.places) {
      if (this.#waiting.length >= this.queue) throw new UnavailableError('busy', 'Too many sign-ins at once. Try again in a moment.', { retryAfter: 1 });
      // The place is handed over: whoever wakes up has it already, and nobody who comes meanwhile can take it.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running++;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
