#!/usr/bin/env node
// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../failure.mjs';
import { onForce } from '../interruption.mjs';
import { freePort } from '../ports.mjs';
import { identity, processesIn, recordOf, send, stopProcess, until } from '../processes.mjs';
import { run, tail } from '../run.mjs';
import { serviceCommand } from './command.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { giveAway, privateDir, unprivileged } from './unprivileged.mjs';

/** @typedef {{ url: string, port: number, password: string, leader(): number, pids(): number[], stop(): Promise<void> }} Service `leader` is its main process */
/** @typedef {import('./postgres-binaries.mjs').PostgresBinaries} PostgresBinaries */

const lasting = '-c max_connections=200';
const throwAway = '-c max_connections=400 -c fsync=off -c synchronous_commit=off -c full_page_writes=off';

/**
 * A PostgreSQL of our own in `dir`, on loopback, with a password. One that still runs there (its launcher was killed) is taken over.
 *
 * @param {{ dir: string, port?: number | undefined, durable?: boolean }} options `port` is a wish; `durable: false` gives up safety against power cuts, for tests
 * @returns {Promise<Service>}
 */
export async function startPostgres({ dir, port, durable = true }) {
  const binaries = await postgresBinaries();
  privateDir(dir);
  const password = passwordOf(dir);
  await initialise(dir, binaries);
  const running = await takeOver(dir, binaries);
  const listening = running ?? (await freePort(port));
  if (running === undefined) {
    const options = `-p ${listening} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c timezone=UTC ${durable ? lasting : throwAway}`;
    const { code } = await postgresCommand(binaries.pgCtl, ['-D', join(dir, 'data'), '-w', '-t', '60', '-l', join(dir, 'server.log'), '-o', options, 'start']);
    if (code !== 0) throw new Failure(`PostgreSQL does not start; the reason is in ${join(dir, 'server.log')}.`, tail(readLog(dir), 10));
  }
  const forget = onForce(() => send(postmaster(dir)?.pid, 'SIGQUIT'));
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${listening}/postgres`,
    port: listening,
    password,
    leader: () => postmaster(dir)?.pid ?? 0,
    pids: () => processesIn(join(dir, 'data')) ?? [],
    stop: async () => {
      await stopPostgres({ dir });
      forget();
    },
  };
}

/** Stops what runs in `dir`, started by whomever; nothing running is no error. @param {{ dir: string }} options */
export async function stopPostgres({ dir }) {
  const pid = postmaster(dir)?.pid;
  if (!pid) return;
  // SIGINT is PostgreSQL's "fast" shutdown: open transactions roll back, data is flushed. SIGQUIT is its last resort.
  const server = recordOf(pid);
  send(pid, 'SIGINT');
  if (!(await until(() => identity(pid) !== server.started, 15_000))) await stopProcess(server, 0);
  await until(() => (processesIn(join(dir, 'data')) ?? []).length === 0, 5_000);
}

/** The server's process and port, where one runs in `dir`. @param {string} dir @returns {{ pid: number, port: number } | undefined} */
function postmaster(dir) {
  const file = join(dir, 'data/postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || identity(pid) === undefined) return undefined;
  // TRAP: after a reboot the number may belong to somebody else.
  return processesIn(join(dir, 'data'))?.includes(pid) === false ? undefined : { pid, port: port ?? 0 };
}

/** The port of a healthy server left over by a launcher that died; anything less than healthy is cleared away. @param {string} dir @param {PostgresBinaries} binaries */
async function takeOver(dir, binaries) {
  const server = postmaster(dir);
  if (server) {
    const { code } = await postgresCommand(binaries.pgCtl, ['-D', join(dir, 'data'), 'status']);
    if (code === 0 && (await canLogIn(dir, server.port))) return server.port;
    await stopPostgres({ dir });
  }
  // TRAP: PostgreSQL refuses to start while the number in its pid file is taken, be it by a zombie or by a stranger. Without a process in the
  // data folder the file is stale; with one (a backend that has not yet noticed its postmaster's death) it is what protects the data.
  const gone = await until(() => (processesIn(join(dir, 'data')) ?? []).length === 0, 10_000);
  if (gone && processesIn('/') !== undefined) rmSync(join(dir, 'data/postmaster.pid'), { force: true });
  return undefined;
}

/** @param {string} dir @param {number} port */
async function canLogIn(dir, port) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password: passwordOf(dir), database: 'postgres', connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  return client.connect().then(() => client.end()).then(() => true, () => false);
}

/** @param {string} dir @param {PostgresBinaries} binaries */
async function initialise(dir, binaries) {
  const versionFile = join(dir, 'data/PG_VERSION');
  if (existsSync(versionFile)) {
    const major = Number(readFileSync(versionFile, 'utf8'));
    if (major === binaries.major) return;
    throw new Failure(`The data in ${dir} is of PostgreSQL ${major}, the server is ${binaries.major}: \`npm run reset\` starts afresh.`);
  }
  // WHY: under another name until it is complete, so that a Ctrl-C or a power cut never leaves half a database.
  const half = join(dir, 'data.half');
  rmSync(half, { recursive: true, force: true });
  const args = ['-D', half, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${join(dir, 'password')}`, '-E', 'UTF8', '--locale=C'];
  const { code, output } = await postgresCommand(binaries.initdb, args);
  if (code !== 0) throw new Failure(`PostgreSQL cannot create its data in ${dir}.`, tail(output));
  renameSync(half, join(dir, 'data'));
}

/** The superuser's password, made up on first use. @param {string} dir */
function passwordOf(dir) {
  const file = join(dir, 'password');
  if (!existsSync(file)) {
    writeFileSync(`${file}.half`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    giveAway(`${file}.half`);
    renameSync(`${file}.half`, file);
  }
  return readFileSync(file, 'utf8');
}

/** @param {string} command @param {string[]} args */
function postgresCommand(command, args) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  return run(command, args, { ...unprivileged(), cwd: '/', env: { ...env, LC_ALL: 'C' }, uninterrupted: true });
}

/** @param {string} dir */
const readLog = (dir) => (existsSync(join(dir, 'server.log')) ? readFileSync(join(dir, 'server.log'), 'utf8') : '');

await serviceCommand(import.meta.url, startPostgres, stopPostgres);
