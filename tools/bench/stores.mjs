// @ts-check
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../apps.mjs';
import { startDatabases } from '../databases.mjs';
import { stateDir } from '../layout.mjs';

/**
 * PostgreSQL and Redis for one run, with the settings that data is safe with, and in them the app's tables, demo rows and what the bench reads.
 *
 * @param {string} app
 * @param {(client: import('pg').Client) => Promise<void>} fill
 */
export async function startStores(app, fill) {
  const dir = join(stateDir(), `bench-${process.pid}`);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const databases = await startDatabases({ postgres: true, redis: true }, { dir });
  const stop = async () => {
    await databases.stop();
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    const { provision, migrate, seed, withClient, withDatabase } = await built('libs/database/dist/index.js');
    const { database } = await built(`apps/${app}/dist/app.js`);
    const { url, migrationUrl } = await provision(databases.postgres, app, { password: randomBytes(24).toString('base64url') });
    await migrate(database, migrationUrl);
    await seed(database, url);
    await withClient(migrationUrl, fill);
    return {
      dir,
      adminUrl: withDatabase(databases.postgres, new URL(url).pathname.slice(1)),
      env: { DATABASE_URL: url, REDIS_URL: databases.redis, DATABASE_POOL_SIZE: '10' },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
