import type { BackOff } from './back-off.js';

/** One thing that is counted. */
export interface Counter extends BackOff {
  key: string;
}

/** Where attempts are counted: in Redis for all instances together, or in memory while Redis is away. */
export interface AttemptStore {
  /** Counts an attempt on all counters, or on none where one of them says wait. @returns milliseconds to wait; 0 where it was counted */
  take: (counters: Counter[], now: number) => Promise<number>;
  /** It was none: takes it back from `counted`, and forgets `cleared` altogether. */
  takeBack: (counted: Counter[], cleared: Counter[]) => Promise<void>;
}
