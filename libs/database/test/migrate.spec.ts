import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { migrate, provision, withClient } from '../src/index.js';
import { counters } from './support/database.js';
import { adminUrl, uniqueName, unprovision } from './support/server.js';

const [racing, killed] = [uniqueName(), uniqueName()];
afterAll(() => unprovision(racing, killed));

/** A process that migrates; `says` is what it ran, or where it stands. */
async function migrateInChild(url: string, env: Record<string, string> = {}) {
  const child = fork(join(import.meta.dirname, 'support/migrate-child.mjs'), { env: { PATH: process.env.PATH, MIGRATION_DATABASE_URL: url, ...env }, execArgv: [] });
  const ended = once(child, 'close');
  const [says] = (await Promise.race([once(child, 'message'), ended.then(() => ['nothing'])])) as [string];
  return { child, ended, says };
}

it('runs each migration once when five start together, each on a connection of its own', async () => {
  const { migrationUrl } = await provision(adminUrl(), racing);
  const done = await Promise.all(Array.from({ length: 5 }, () => migrate(counters(racing), migrationUrl)));

  expect(done.flat()).toEqual(['CreateCounter1700000000001', 'FillCounter1700000000002']);
  const { rows } = await withClient(migrationUrl, (client) => client.query('SELECT name FROM migrations ORDER BY id'));
  expect(rows).toEqual([{ name: 'CreateCounter1700000000001' }, { name: 'FillCounter1700000000002' }]);
});

it('killed in the middle of a migration leaves the one before whole and nothing of its own, and the next run completes', async () => {
  const { migrationUrl } = await provision(adminUrl(), killed);
  const hanging = await migrateInChild(migrationUrl, { HANG: '1' });
  expect(hanging.says).toBe('half-way');
  hanging.child.kill('SIGKILL');
  await hanging.ended;

  const tables = `SELECT coalesce(to_regclass('first')::text, '') AS first, coalesce(to_regclass('second')::text, '') AS second`;
  expect((await withClient(migrationUrl, (client) => client.query(tables))).rows).toEqual([{ first: 'first', second: '' }]);
  const next = await migrateInChild(migrationUrl);
  await next.ended;
  expect(next.says).toBe('Second1700000000002');
  expect((await withClient(migrationUrl, (client) => client.query('SELECT n FROM first, (SELECT count(*) FROM second) AS s'))).rows).toEqual([{ n: 2 }]);
});
