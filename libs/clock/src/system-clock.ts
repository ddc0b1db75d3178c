import { Clock } from './clock.js';

/** The machine's own time. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  every(ms: number, work: () => void | Promise<void>): () => void {
    let running = false;
    const timer = setInterval(async () => {
      if (running) return;
      running = true;
      try {
        await work();
      } finally {
        running = false;
      }
    }, ms);
    timer.unref();
    return () => clearInterval(timer);
  }
}
