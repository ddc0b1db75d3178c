// @ts-check
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { Failure } from '../failure.mjs';

export const isRoot = process.getuid?.() === 0;

/** @type {{ uid: number, gid: number } | undefined} */
let found;

/**
 * Who the databases run as, as options for `spawn`: nobody else than us, except for root, whom PostgreSQL refuses.
 *
 * @returns {{ uid?: number, gid?: number }}
 */
export function unprivileged() {
  if (!isRoot) return {};
  if (found) return found;
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return (found = { uid: Number(uid.stdout), gid: Number(gid.stdout) });
  }
  throw new Failure('PostgreSQL does not run as root and there is no user "postgres" or "nobody": run this as an ordinary user, or set DATABASE_URL.');
}

/** Whether that user can enter `dir`; a parent folder with mode 0700 is enough to say no. @param {string} dir */
export const canReach = (dir) => spawnSync('test', ['-x', dir], { ...unprivileged(), cwd: '/' }).status === 0;

/** Creates a folder that only that user can read. @param {string} dir */
export function privateDir(dir) {
  mkdirSync(dir, { recursive: true });
  giveAway(dir);
  chmodSync(dir, 0o700);
}

/** Makes that user the owner of a file or folder. @param {string} path */
export function giveAway(path) {
  const { uid, gid } = unprivileged();
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
