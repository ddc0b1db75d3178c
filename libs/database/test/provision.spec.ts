import { migrate, provision, seed, withClient, withDatabase } from '../src/index.js';
import { counters } from './support/database.js';
import { adminUrl, uniqueName, unprovision } from './support/server.js';

const [one, two] = [uniqueName(), uniqueName()];
afterAll(() => unprovision(one, two));
const refused = (url: string, sql: string) => withClient(url, (client) => client.query(sql)).then(() => 'done', (error: { code?: string }) => error.code);

describe('provision', () => {
  it('makes database and roles once, five times at once and again', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, () => provision(adminUrl(), one)));
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    expect(await provision(adminUrl(), one)).toEqual(all[0]);
    expect(await refused(all[0]?.url ?? '', 'SELECT 1')).toBe('done');
  });

  it('gives the app rows and no tables, and its owner tables and no roles', async () => {
    const { url, migrationUrl } = await provision(adminUrl(), one);
    expect(await migrate(counters(one), migrationUrl)).toEqual(['CreateCounter1700000000001', 'FillCounter1700000000002']);

    for (const sql of ['UPDATE counter SET value = 1', 'INSERT INTO counter VALUES (9, 9)', 'DELETE FROM counter WHERE id = 9']) expect([sql, await refused(url, sql)]).toEqual([sql, 'done']);
    for (const sql of ['CREATE TABLE x ()', 'CREATE TEMP TABLE x ()', 'CREATE SCHEMA x', 'DROP TABLE counter', 'ALTER TABLE counter ADD x int', 'TRUNCATE counter', 'CREATE ROLE x', 'CREATE DATABASE x', `SET ROLE roadmap_${one.replaceAll('-', '_')}_owner`]) {
      expect([sql, await refused(url, sql)]).toEqual([sql, '42501']);
    }
    for (const sql of ['CREATE ROLE x', 'CREATE DATABASE x', "SELECT pg_read_file('/etc/passwd')"]) expect([sql, await refused(migrationUrl, sql)]).toEqual([sql, '42501']);
  });

  it('keeps every role out of every other app’s database', async () => {
    const [first, second] = await Promise.all([provision(adminUrl(), one), provision(adminUrl(), two)]);
    const databaseOf = (url: string): string => new URL(url).pathname.slice(1);
    const crossed = [
      withDatabase(first.url, databaseOf(second.url)),
      withDatabase(first.migrationUrl, databaseOf(second.url)),
      withDatabase(second.url, databaseOf(first.url)),
      withDatabase(second.migrationUrl, databaseOf(first.url)),
    ];
    expect(await Promise.all(crossed.map((url) => refused(url, 'SELECT 1')))).toEqual(Array(4).fill('42501'));
  });

  it('seeds twice and has it once', async () => {
    const { url } = await provision(adminUrl(), one);
    for (let time = 0; time < 2; time++) await seed(counters(one), url);
    const { rows } = await withClient(url, (client) => client.query('SELECT id, value FROM counter WHERE id = 3'));
    expect(rows).toEqual([{ id: 3, value: 7 }]);
  });
});
