import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../../../tools/services/postgres.mjs', import.meta.url));

/** A PostgreSQL that a test may kill without hurting the others. It is a durable one: what it has acknowledged survives. */
export interface PrivatePostgres {
  /** Of a superuser. The port stays the same over a kill and a start. */
  url: string;
  start: () => Promise<void>;
  /** `kill -9` of the server, as a power cut would. */
  kill: () => Promise<void>;
  remove: () => Promise<void>;
}

export async function startPrivatePostgres(): Promise<PrivatePostgres> {
  const dir = await mkdtemp(join(tmpdir(), 'roadmap-outage-'));
  const start = async (port?: string): Promise<string> => (await run(process.execPath, [program, 'start', dir, ...(port ? [port] : [])])).stdout.trim();
  const url = await start();
  return {
    url,
    start: async () => void (await start(new URL(url).port)),
    kill: async () => {
      const pid = Number((await readFile(join(dir, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
      process.kill(pid, 'SIGKILL');
    },
    remove: async () => {
      await run(process.execPath, [program, 'stop', dir]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
