// @ts-check
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure } from './failure.mjs';
import { logFile, root } from './layout.mjs';
import { manifests, portSetting } from './manifests.mjs';
import { isFree } from './ports.mjs';

/** @typedef {import('./manifests.mjs').Manifest} Manifest */
/** @typedef {import('./databases.mjs').Databases} Databases */
/** @typedef {{ manifest: Manifest, url: string, env: NodeJS.ProcessEnv }} PlannedApp */

/** Loads a built file of the checkout. @param {string} path @returns {Promise<any>} */
export const built = (path) => import(pathToFileURL(join(root, path)).href);

/** One line for each port that somebody else has. @param {Manifest[]} apps */
export async function checkPorts(apps) {
  const lines = [];
  for (const { name, port } of apps) {
    if (await isFree(port, process.env.HOST ?? '127.0.0.1')) continue;
    lines.push(`Port ${port} of ${name} is taken: stop what listens there, or move the app with ${portSetting(name)}=${port + 100} npm start`);
  }
  if (lines.length > 0) throw new Failure(lines.join('\n'));
}

/**
 * Makes the databases of the chosen apps ready (roles, tables, demo rows) and puts together the environment of each.
 *
 * @param {Manifest[]} apps
 * @param {Databases} databases
 * @param {(text: string) => void} note
 * @returns {Promise<PlannedApp[]>}
 */
export async function prepare(apps, databases, note) {
  let migrations = 0;
  const planned = [];
  for (const manifest of apps) {
    const env = environment(manifest, databases);
    if (manifest.needs.includes('postgres') && databases.postgres) {
      const { provision, migrate, seed } = await built('libs/database/dist/index.js');
      const { database } = await built(`apps/${manifest.name}/dist/app.js`);
      const { url, migrationUrl } = await provision(databases.postgres, manifest.name);
      migrations += (await migrate(database, migrationUrl)).length;
      await seed(database, url);
      env.DATABASE_URL = url;
    }
    planned.push({ manifest, url: urlOf(manifest), env });
  }
  if (migrations > 0) note(`${migrations} migration${migrations === 1 ? '' : 's'}`);
  return planned;
}

/** @param {Manifest} manifest */
const urlOf = ({ port }) => `http://${['0.0.0.0', '::', undefined].includes(process.env.HOST) ? '127.0.0.1' : process.env.HOST}:${port}`;

/**
 * What one app may know: its own port, log and database, and nobody else's.
 *
 * @param {Manifest} manifest
 * @param {Databases} databases
 * @returns {NodeJS.ProcessEnv}
 */
function environment({ name, port, needs }, databases) {
  const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
  const everyApp = manifests().map((app) => ({ name: app.name, title: app.title, level: app.level, summary: app.summary, url: urlOf(app) }));
  return {
    ...inherited,
    PORT: String(port),
    LOG_FILE: freshLog(name),
    ROADMAP_APPS: JSON.stringify(everyApp),
    ...(needs.includes('redis') && databases.redis ? { REDIS_URL: databases.redis } : {}),
  };
}

/** The app's log file; one that has grown large steps aside. @param {string} name */
function freshLog(name) {
  const file = logFile(name);
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file) && statSync(file).size > 10_000_000) renameSync(file, `${file}.1`);
  return file;
}
