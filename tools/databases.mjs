// @ts-check
import { join } from 'node:path';
import { stateDir } from './layout.mjs';
import { memoryOf } from './processes.mjs';
import { startPostgres, stopPostgres } from './services/postgres.mjs';
import { startRedis, stopRedis } from './services/redis.mjs';

/** @typedef {import('./services/postgres.mjs').Service} Service */
/** @typedef {{ postgres?: string | undefined, redis?: string | undefined, memory(): number, stop(): Promise<void> }} Databases URLs of the servers */
/** @typedef {{ postgres?: boolean, redis?: boolean }} Needs */

/** Where a run keeps its servers' data. @param {string} [dir] */
const folders = (dir = stateDir()) => ({ postgres: join(dir, 'postgres'), redis: join(dir, 'redis') });

/**
 * Brings up what is needed: the servers that are `given`, or else our own.
 *
 * @param {Needs} needs
 * @param {{ dir?: string, durable?: boolean, given?: { postgres?: string, redis?: string }, ports?: { postgres?: number, redis?: number } }} [options]
 *   `dir` holds the data, `given` are the URLs of servers that run already, `ports` are wishes
 * @returns {Promise<Databases>}
 */
export async function startDatabases(needs, { dir, durable = true, given = {}, ports = {} } = {}) {
  const at = folders(dir);
  /** @param {boolean | undefined} needed @param {string | undefined} url @param {() => Promise<Service>} start */
  const bringUp = async (needed, url, start) => (needed && !url ? start() : undefined);
  const results = await Promise.allSettled([
    bringUp(needs.postgres, given.postgres, () => startPostgres({ dir: at.postgres, port: ports.postgres, durable })),
    bringUp(needs.redis, given.redis, () => startRedis({ dir: at.redis, port: ports.redis, durable })),
  ]);
  const [postgres, redis] = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined));
  const ours = [postgres, redis].filter((service) => service !== undefined);
  const stop = async () => void (await Promise.all(ours.map((service) => service.stop())));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return {
    postgres: needs.postgres ? (given.postgres ?? postgres?.url) : undefined,
    redis: needs.redis ? (given.redis ?? redis?.url) : undefined,
    memory: () => memoryOf(ours.flatMap((service) => service.pids())),
    stop,
  };
}

/** Stops our own servers, whoever started them. @param {string} [dir] */
export async function stopDatabases(dir) {
  const at = folders(dir);
  await Promise.all([stopPostgres({ dir: at.postgres }), stopRedis({ dir: at.redis })]);
  return at;
}
