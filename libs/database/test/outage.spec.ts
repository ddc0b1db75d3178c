import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDependencyFailure, toProblem } from '@roadmap/errors';
import { DataSource } from 'typeorm';
import { dataSourceOptions, transaction, withClient } from '../src/index.js';
import { counters } from './support/database.js';
import { ownServer } from './support/server.js';

const dir = mkdtempSync(join(tmpdir(), 'outage-'));
const server = ownServer(dir);
let url: string;
let dataSource: DataSource;
beforeAll(async () => {
  url = server.start();
  dataSource = await new DataSource(dataSourceOptions(counters('outage'), { DATABASE_URL: url, DATABASE_POOL_SIZE: 2, DATABASE_STATEMENT_TIMEOUT_MS: 300 })).initialize();
}, 60_000);
afterAll(async () => {
  await dataSource.destroy();
  server.stop();
  rmSync(dir, { recursive: true });
}, 60_000);

/** The HTTP status that a failure of `work` becomes. */
const statusOf = (work: Promise<unknown>) => work.then(() => 200, (error: unknown) => [isDependencyFailure(error), toProblem(error, '/').problem.status]);
const AWAY = [true, 503];
const ask = () => dataSource.query('SELECT 1');
const backends = () => withClient(url, (admin) => admin.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'roadmap-outage'`));
const recovers = async () => {
  const end = Date.now() + 10_000;
  while ((await statusOf(ask())) !== 200) if (Date.now() > end) throw new Error('does not recover');
};

describe('PostgreSQL away', () => {
  it('is a 503 where a statement takes too long', async () => {
    expect(await statusOf(dataSource.query('SELECT pg_sleep(5)'))).toEqual(AWAY);
    expect(await statusOf(ask())).toBe(200);
  });

  it('is a 503 where no connection of the pool is free', async () => {
    const held = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    await Promise.all(held.map((runner) => runner.connect()));
    expect(await statusOf(ask())).toEqual(AWAY);
    await Promise.all(held.map((runner) => runner.release()));
    expect(await statusOf(ask())).toBe(200);
  });

  it('is a 503 where an administrator ends the connection in a query and in a transaction, and the pool recovers', async () => {
    const query = statusOf(dataSource.query('SELECT pg_sleep(0.25)'));
    const work = statusOf(transaction(dataSource, async (tx) => {
      await tx.query('SELECT 1');
      await tx.query('SELECT pg_sleep(0.25)');
    }));
    while ((await withClient(url, (admin) => admin.query(`SELECT FROM pg_stat_activity WHERE application_name = 'roadmap-outage' AND wait_event = 'PgSleep'`))).rowCount === 0);
    await backends();
    const found = await Promise.all([query, work]);
    expect(found).toContainEqual(AWAY);
    await recovers();
  });

  it('is a 503 after a stop and after kill -9, and is back without a restart of ours', async () => {
    const port = Number(new URL(url).port);
    for (const away of [() => server.stop(), () => process.kill(Number(readFileSync(join(dir, 'data/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')]) {
      const busy = statusOf(dataSource.query('SELECT pg_sleep(0.2)'));
      away();
      expect([AWAY, 200]).toContainEqual(await busy);
      expect(await statusOf(ask())).toEqual(AWAY);
      expect(await statusOf(transaction(dataSource, (tx) => tx.query('SELECT 1')))).toEqual(AWAY);
      expect(server.start(port)).toBe(url);
      await recovers();
    }
  }, 60_000);
});
