import { SystemClock } from '@roadmap/clock';
import { readConfig } from '@roadmap/config';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { AppDatabase } from './app-database.js';
import { dataSourceOptions } from './data-source.js';
import { databaseVariables } from './database.config.js';
import { withClient } from './provision.js';

/** Any number that all migrating processes of one database agree on; advisory locks belong to the database they are taken in. */
const MIGRATION_LOCK = 7_401_001;

/**
 * Runs the migrations that have not run yet, each in its own transaction. Any number of processes may call this at once: one works, the others wait and
 * find nothing left to do.
 *
 * @param url of the role that owns the tables
 * @returns the names of the migrations that ran
 */
export async function migrate(database: AppDatabase, url: string): Promise<string[]> {
  return withClient(url, async (lock) => {
    // TRAP: an advisory lock lives in one session, so it is held by a connection of its own and not by one of a pool. It goes when the process dies.
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return withDataSource(database, url, async (dataSource) => {
      const done = await dataSource.runMigrations({ transaction: 'each' });
      return done.map(({ name }) => name);
    });
  });
}

/** Puts an app's demo rows in, or finds them there. */
export async function seed(database: AppDatabase, url: string): Promise<void> {
  await withDataSource(database, url, async (dataSource) => database.seed?.(dataSource, new SystemClock()));
}

/** The whole of an app's `migrate.ts`: `MIGRATION_DATABASE_URL` names the owning role. */
export async function migrateMain(database: AppDatabase): Promise<void> {
  const { MIGRATION_DATABASE_URL } = readConfig(z.object({ MIGRATION_DATABASE_URL: z.url() }), process.env);
  const done = await migrate(database, MIGRATION_DATABASE_URL);
  process.stdout.write(`${done.length} migrations ran${done.map((name) => `\n  ${name}`).join('')}\n`);
}

/** The whole of an app's `seed.ts`: `DATABASE_URL` names the app's own role. */
export async function seedMain(database: AppDatabase): Promise<void> {
  const { DATABASE_URL } = readConfig(z.object(databaseVariables(database.name)), process.env);
  await seed(database, DATABASE_URL);
}

async function withDataSource<T>(database: AppDatabase, url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await new DataSource(dataSourceOptions(database, { DATABASE_URL: url })).initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
