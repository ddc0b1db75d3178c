// @ts-check
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Failure, report } from '../failure.mjs';

/**
 * Makes a service's module a program as well: `node tools/services/postgres.mjs start <dir> [port] [--throw-away]` prints the service's URL and leaves it
 * running; `… stop <dir>` stops it.
 *
 * @param {string} moduleUrl
 * @param {(options: { dir: string, port?: number, durable?: boolean }) => Promise<{ url: string }>} start
 * @param {(options: { dir: string }) => Promise<void>} stop
 */
export async function serviceCommand(moduleUrl, start, stop) {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return;
  const [verb, dir, port] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  try {
    if (!dir || (verb !== 'start' && verb !== 'stop')) throw new Failure(`usage: start <dir> [port] [--throw-away] | stop <dir>`);
    if (verb === 'stop') await stop({ dir: resolve(dir) });
    else {
      const wish = port ? { port: Number(port) } : {};
      console.log((await start({ dir: resolve(dir), durable: !process.argv.includes('--throw-away'), ...wish })).url);
    }
  } catch (error) {
    process.exitCode = report(error);
  }
}
