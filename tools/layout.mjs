// @ts-check
import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';
import { canReach, isRoot } from './services/unprivileged.mjs';

/** The checkout this file lies in. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** Logs and the lock: always in the checkout. */
export const localDir = join(root, '.roadmap');

/** @param {string} app */
export const logFile = (app) => join(localDir, 'logs', `${app}.log`);

/**
 * Where the data of PostgreSQL and Redis lives: `.roadmap`, or, where that is out of reach of the unprivileged user who must own the data
 * (root's checkout under a 0700 folder), a folder under /var/tmp that belongs to this checkout.
 */
export function stateDir() {
  mkdirSync(localDir, { recursive: true });
  if (!isRoot) return localDir;
  chmodSync(localDir, 0o711);
  if (canReach(localDir)) return localDir;
  const dir = join('/var/tmp', `roadmap-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  // TRAP: anyone may create that name first in a world-writable folder, and would then own our data.
  const { uid } = lstatSync(dir);
  if (uid !== 0 || !lstatSync(dir).isDirectory()) throw new Failure(`${dir} belongs to user ${uid}, not to root: remove it, then run this again.`);
  chmodSync(dir, 0o711);
  return dir;
}
