// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canInstall } from '../apt.mjs';
import { Failure } from '../failure.mjs';
import { stateDir } from '../layout.mjs';
import { which } from '../machine.mjs';
import { run, tail } from '../run.mjs';
import { unprivileged } from './unprivileged.mjs';

/** @typedef {{ server: string, env: NodeJS.ProcessEnv }} RedisBinary */

/** How this machine can get a Redis: it has one, we can install one, or the reader must. @typedef {'present' | 'install' | 'unpack'} RedisPlan */

/**
 * Decided before anything is started, so that a missing Redis is the first thing the reader hears of.
 *
 * @returns {RedisPlan}
 */
export function planRedis() {
  if (which('redis-server', 'valkey-server')) return 'present';
  if (canInstall()) return 'install';
  if (which('apt-get') && which('dpkg') && missingPackages().length > 0) return 'unpack';
  const advice = process.platform === 'darwin' ? '`brew install redis`' : installAdvice();
  throw new Failure(`Redis is not on this machine: ${advice}, or set REDIS_URL=redis://host:6379, then run this again.`);
}

function installAdvice() {
  /** @type {[string, string][]} */
  const managers = [
    ['apt-get', 'sudo apt-get update && sudo apt-get install -y redis-server'],
    ['dnf', 'sudo dnf install -y valkey'],
    ['pacman', 'sudo pacman -S --noconfirm valkey'],
    ['zypper', 'sudo zypper install -y redis'],
    ['apk', 'sudo apk add redis'],
  ];
  const command = managers.find(([name]) => which(name))?.[1];
  return command ? `\`${command}\`` : 'install redis-server or valkey-server with the package manager of your system';
}

/**
 * The server program, installed where need be.
 *
 * @returns {Promise<RedisBinary>}
 */
export async function redisBinary() {
  const plan = planRedis();
  if (plan === 'install') await installWithApt();
  if (plan === 'unpack') return unpack(join(stateDir(), 'redis-server'));
  return { server: which('redis-server', 'valkey-server') ?? '', env: process.env };
}

async function installWithApt() {
  const result = await aptInstall('redis-server');
  if (!which('redis-server')) throw new Failure('`apt-get install redis-server` failed: install Redis by hand, or set REDIS_URL.', tail(result.output, 15));
}

/** @type {string[] | undefined} */
let missing;

/** What apt would install for Redis; empty where it does not know the package. Asking needs no rights, but seconds. */
function missingPackages() {
  if (missing) return missing;
  const { stdout } = spawnSync('apt-get', ['-s', '--no-install-recommends', 'install', 'redis-server'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return (missing = [...stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? ''));
}

/**
 * Without root: the system's own packages, downloaded by apt and unpacked in a folder of ours. Nothing outside `into` changes.
 *
 * @param {string} into
 * @returns {Promise<RedisBinary>}
 */
async function unpack(into) {
  const server = join(into, 'usr/bin/redis-server');
  if (!existsSync(server)) {
    const half = `${into}.half-${process.pid}`;
    mkdirSync(half, { recursive: true });
    const { code, output } = await run('apt-get', ['download', ...missingPackages()], { cwd: half });
    if (code !== 0) throw new Failure('Redis cannot be downloaded: `sudo apt-get install -y redis-server`, or set REDIS_URL.', tail(output, 15));
    for (const file of readdirSync(half).filter((name) => name.endsWith('.deb'))) await run('dpkg', ['-x', file, half], { cwd: half });
    // Debian ships the server as redis-check-rdb, which looks at the name it is called by.
    if (!existsSync(join(half, 'usr/bin/redis-server'))) symlinkSync('redis-check-rdb', join(half, 'usr/bin/redis-server'));
    if (existsSync(into)) rmSync(half, { recursive: true });
    else renameSync(half, into);
  }
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => libraryFolders(join(into, folder)));
  const env = { ...process.env, LD_LIBRARY_PATH: libraries.join(':') };
  if (spawnSync(server, ['--version'], { env, ...unprivileged() }).status !== 0) {
    rmSync(into, { recursive: true, force: true });
    throw new Failure('The downloaded Redis does not run here: `sudo apt-get install -y redis-server`, or set REDIS_URL.');
  }
  return { server, env };
}

/** @param {string} folder @returns {string[]} */
function libraryFolders(folder) {
  if (!existsSync(folder)) return [];
  const triplets = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name.includes('-linux-'));
  return [folder, ...triplets.map((entry) => join(folder, entry.name))];
}
