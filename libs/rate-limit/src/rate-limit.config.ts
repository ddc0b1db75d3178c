import { demo } from '@roadmap/config';
import { z } from 'zod';

/** The variables of the shared counters, to be spread into an app's schema. */
export const rateLimitVariables = {
  REDIS_URL: demo(z.url({ protocol: /^rediss?$/ }), 'redis://127.0.0.1:6379'),
  /** Put before every key, where a Redis is shared with others. */
  REDIS_PREFIX: z.string().default(''),
};

/** What {@link rateLimitVariables} reads. */
export type RateLimitConfig = z.output<z.ZodObject<typeof rateLimitVariables>>;
