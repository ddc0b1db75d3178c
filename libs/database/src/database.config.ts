import { demo, duration } from '@roadmap/config';
import { z } from 'zod';

/**
 * The variables of a database connection, to be spread into an app's schema.
 *
 * @param name the app's name: its database and role are `roadmap_<name>`
 */
export const databaseVariables = (name: string) => ({
  /** The app's own role: it reads and writes rows and can change no table. */
  DATABASE_URL: demo(z.url({ protocol: /^postgres(ql)?$/ }), demoUrl(name)),
  /** Connections this process may hold. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  /** Milliseconds after which the server gives a statement up. */
  DATABASE_STATEMENT_TIMEOUT_MS: duration.default(5_000),
});

/** What {@link databaseVariables} reads. */
export type DatabaseConfig = z.output<z.ZodObject<ReturnType<typeof databaseVariables>>>;

/** The password that provisioning gives on a laptop, and that production refuses. */
export const DEMO_PASSWORD = 'demo';

const demoUrl = (name: string): string => {
  const role = databaseName(name);
  return `postgres://${role}:${DEMO_PASSWORD}@127.0.0.1:5432/${role}`;
};

/** `url-shortener` keeps its rows in `roadmap_url_shortener`. */
export const databaseName = (name: string): string => `roadmap_${name.replaceAll('-', '_')}`;
