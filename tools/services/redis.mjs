#!/usr/bin/env node
// @ts-check
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { onForce } from '../interruption.mjs';
import { freePort } from '../ports.mjs';
import { isAlive, recordOf, send, stopProcess } from '../processes.mjs';
import { tail } from '../run.mjs';
import { serviceCommand } from './command.mjs';
import { redisBinary } from './redis-binary.mjs';
import { command } from './redis-command.mjs';
import { giveAway, privateDir, unprivileged } from './unprivileged.mjs';

/** @typedef {import('../processes.mjs').ProcessRecord & { port: number, password: string }} RedisRecord written down for whoever comes after a crash */

/**
 * A Redis (or Valkey) of our own in `dir`, on loopback, with a password. One that still runs there (its launcher was killed) is taken over.
 *
 * @param {{ dir: string, port?: number | undefined, durable?: boolean }} options `port` is a wish; `durable: false` keeps nothing, for tests
 * @returns {Promise<import('./postgres.mjs').Service>}
 */
export async function startRedis({ dir, port, durable = true }) {
  privateDir(dir);
  const left = readRecord(dir);
  const record = left && isAlive(left) && (await answers(left)) ? left : await launch(dir, await freePort(port), durable);
  const forget = onForce(() => isAlive(record) && send(record.pid, 'SIGKILL'));
  return {
    url: `redis://:${record.password}@127.0.0.1:${record.port}`,
    port: record.port,
    password: record.password,
    leader: () => record.pid,
    pids: () => [record.pid],
    stop: async () => {
      await stopRedis({ dir });
      forget();
    },
  };
}

/** Stops what runs in `dir`, started by whomever; nothing running is no error. @param {{ dir: string }} options */
export async function stopRedis({ dir }) {
  const record = readRecord(dir);
  if (record) await stopProcess(record);
}

/** @param {string} dir @param {number} port @param {boolean} durable @returns {Promise<RedisRecord>} */
async function launch(dir, port, durable) {
  const { server, env } = await redisBinary();
  // TRAP: unlike PostgreSQL, two Redis servers happily write into the same folder.
  await stopRedis({ dir });
  const password = randomBytes(24).toString('base64url');
  writeOwn(join(dir, 'redis.conf'), configuration({ dir, port, durable, password }));
  const child = spawn(server, [join(dir, 'redis.conf')], { cwd: dir, env, ...unprivileged(), detached: true, stdio: 'ignore' });
  const exited = new Promise((resolve) => child.once('exit', () => resolve('exit')).once('error', () => resolve('exit')));
  child.unref();
  const record = { ...recordOf(child.pid ?? 0), port, password };
  writeOwn(join(dir, 'redis.json'), JSON.stringify(record));
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await answers(record)) return record;
    if ((await Promise.race([exited, sleep(25)])) === 'exit') break;
  }
  await stopRedis({ dir });
  const log = join(dir, 'redis.log');
  throw new Failure(`Redis does not start; the reason is in ${log}.`, existsSync(log) ? tail(readFileSync(log, 'utf8'), 10) : '');
}

/** @param {{ dir: string, port: number, durable: boolean, password: string }} options */
function configuration({ dir, port, durable, password }) {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(dir)}`,
    `logfile ${JSON.stringify(join(dir, 'redis.log'))}`,
    'daemonize no',
    'save ""',
    `appendonly ${durable ? 'yes' : 'no'}`,
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    '',
  ].join('\n');
}

/** @param {string} dir @returns {RedisRecord | undefined} */
function readRecord(dir) {
  const file = join(dir, 'redis.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A file that is whole, and readable by its owner alone. @param {string} file @param {string} text */
function writeOwn(file, text) {
  writeFileSync(`${file}.half`, text, { mode: 0o600 });
  giveAway(`${file}.half`);
  renameSync(`${file}.half`, file);
}

/** Whether the server on that port knows our password and answers. @param {RedisRecord} record */
const answers = async (record) => (await command(record, 'PING')).includes('+PONG');

await serviceCommand(import.meta.url, startRedis, stopRedis);
