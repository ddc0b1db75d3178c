/** After `free` attempts each further one makes the next wait: first `baseMs`, then twice as long each time, and never longer than `capMs`. */
export interface BackOff {
  free: number;
  baseMs: number;
  capMs: number;
}

/** Attempts are forgotten when there was none for so long. */
export const FORGET_MS = 3600 * 1000;

/** What is kept of the attempts at one thing. Times are milliseconds since 1970. */
export interface Attempts {
  count: number;
  last: number;
  /** Nobody may try again before. */
  until: number;
}

/** How long to wait before another attempt; 0 where it may be made now. */
export const waitOf = (attempts: Attempts | undefined, now: number): number => (attempts && now - attempts.last <= FORGET_MS ? Math.max(0, attempts.until - now) : 0);

/** Counts an attempt before it is made: of many at once only the free ones get through. */
export function attempt(attempts: Attempts | undefined, { free, baseMs, capMs }: BackOff, now: number): Attempts {
  const count = (attempts && now - attempts.last <= FORGET_MS ? attempts.count : 0) + 1;
  return { count, last: now, until: count < free ? 0 : now + Math.min(capMs, baseMs * 2 ** Math.min(30, count - free)) };
}

/** Takes an attempt back that was none: the rest of the count stays. */
export const takeBack = (attempts: Attempts, { free }: BackOff): Attempts => ({ ...attempts, count: Math.max(0, attempts.count - 1), until: attempts.count - 1 < free ? 0 : attempts.until });
