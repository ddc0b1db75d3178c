// @ts-check
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { localDir } from './layout.mjs';
import { isAlive, recordOf } from './processes.mjs';

/** @typedef {import('./processes.mjs').ProcessRecord} ProcessRecord */
/** @typedef {ProcessRecord & { children?: ProcessRecord[] }} Holder */

const file = join(localDir, 'running.json');

/** @param {string} path @returns {Holder | undefined} */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** The launcher that runs in this checkout now. @returns {Holder | undefined} */
export function runningLauncher() {
  const holder = read(file);
  return isAlive(holder) ? holder : undefined;
}

/**
 * Makes this process the only launcher of the checkout.
 *
 * @returns {{ left: ProcessRecord[], note: (children: ProcessRecord[]) => void, release: () => void }}
 *   `left`: the apps of a launcher that was killed; `note` writes down ours
 */
export function takeLock() {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  /** @param {ProcessRecord[]} children */
  const describe = (children) => writeFileSync(mine, JSON.stringify({ ...recordOf(process.pid), children }));
  /** @type {ProcessRecord[]} */
  let left = [];
  describe([]);
  try {
    // WHY: link() makes the file whole and only where there is none, so that of two launchers one loses.
    while (!tryLink(mine)) {
      const stale = `${file}.stale.${process.pid}`;
      if (!runningLauncher() && moveAway(stale)) {
        const holder = read(stale);
        rmSync(stale);
        if (!isAlive(holder)) {
          left = holder?.children ?? [];
          continue;
        }
        // Somebody was faster than us and we have just taken their lock away.
        writeFileSync(file, JSON.stringify(holder));
      }
      const holder = runningLauncher();
      if (holder) throw new Failure(`npm start is already running in this checkout (process ${holder.pid}); stop it first.`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    left,
    note: (children) => {
      describe(children);
      renameSync(mine, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** @param {string} mine */
function tryLink(mine) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** @param {string} to */
function moveAway(to) {
  try {
    renameSync(file, to);
  } catch {
    return false;
  }
  return existsSync(to);
}
