import { demo, duration, list, nodeEnv, port } from '@roadmap/config';
import { z } from 'zod';

/**
 * The variables of every HTTP app, to be spread into an app's schema.
 *
 * @param defaultPort the port of the app's manifest
 */
export const httpVariables = (defaultPort: number) => ({
  NODE_ENV: nodeEnv,
  /** Closed by default: only this machine. A container sets `0.0.0.0`. */
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(defaultPort),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Where log lines go; standard output when not set. */
  LOG_FILE: z.string().optional(),
  /** Share of requests, 0 to 1, that are traced when the caller does not trace. */
  TRACE_SAMPLE_RATIO: z.coerce.number().min(0).max(1).optional(),
  /** Share of access lines, 0 to 1, that is written of requests that went well and are not traced; errors and traced ones always are. 0.1 in production, else 1. */
  ACCESS_LOG_RATIO: z.coerce.number().min(0).max(1).optional(),
  /** How many reverse proxies stand in front: that many entries of `X-Forwarded-For` are believed, counted from the right. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  /** Browser origins that may call the API with a token. */
  CORS_ORIGINS: list.default([]),
  BODY_LIMIT_BYTES: z.coerce.number().int().positive().default(100 * 1024),
  /** Milliseconds between "not ready" and "no new connections": at least the interval at which the load balancer asks. */
  DRAIN_DELAY_MS: duration.default(0),
  /** Milliseconds after which a shutdown ends by force. */
  SHUTDOWN_GRACE_MS: duration.default(15_000),
  /** Signs page cursors, so that none can be made up. The same for all instances of an app. */
  CURSOR_SECRET: demo(z.string().min(16), 'demo-cursor-secret'),
});

/** What {@link httpVariables} reads. */
export type HttpConfig = z.output<z.ZodObject<ReturnType<typeof httpVariables>>>;
