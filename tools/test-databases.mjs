// @ts-check
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDatabases, stopDatabases } from './databases.mjs';
import { stateDir } from './layout.mjs';
import { readJson } from './manifests.mjs';
import { isAlive, recordOf } from './processes.mjs';

/**
 * PostgreSQL and Redis for one test run: on free ports, in a folder of their own, without the cost of surviving a power cut, gone afterwards.
 * TEST_DATABASE_URL and TEST_REDIS_URL name others to use instead.
 */
export async function temporaryDatabases() {
  const dir = join(stateDir(), `test-${process.pid}`);
  await sweep();
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  writeFileSync(join(dir, 'owner.json'), JSON.stringify(recordOf(process.pid)));
  const given = { postgres: process.env.TEST_DATABASE_URL, redis: process.env.TEST_REDIS_URL };
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  try {
    const databases = await startDatabases({ postgres: true, redis: true }, { dir, durable: false, given });
    return { ...databases, stop: () => databases.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Clears away what runs that were killed have left. */
async function sweep() {
  for (const name of readdirSync(stateDir()).filter((entry) => /^test-\d+$/.test(entry))) {
    const dir = join(stateDir(), name);
    const owner = join(dir, 'owner.json');
    if (existsSync(owner) && isAlive(readJson(owner))) continue;
    await stopDatabases(dir);
    rmSync(dir, { recursive: true, force: true });
  }
}
