import { DataSource } from 'typeorm';
import { dataSourceOptions, migrate, provision, transaction } from '../src/index.js';
import { counters } from './support/database.js';
import { adminUrl, uniqueName, unprovision } from './support/server.js';

const name = uniqueName();
let dataSource: DataSource;
beforeAll(async () => {
  const { url, migrationUrl } = await provision(adminUrl(), name);
  await migrate(counters(name), migrationUrl);
  dataSource = await new DataSource(dataSourceOptions(counters(name), { DATABASE_URL: url, DATABASE_POOL_SIZE: 5 })).initialize();
});
beforeEach(() => dataSource.query('UPDATE counter SET value = 0'));
afterAll(async () => {
  await dataSource.destroy();
  await unprovision(name);
});
const values = async (): Promise<number[]> => (await dataSource.query('SELECT value FROM counter ORDER BY id')).map(({ value }: { value: number }) => value);

describe('transaction', () => {
  it('runs again what lost a deadlock, so that both take effect once', async () => {
    let runs = 0;
    let arrived = 0;
    let meet = () => {};
    const both = new Promise<void>((resolve) => (meet = resolve));
    const addTo = (first: number, second: number) =>
      transaction(dataSource, async (tx) => {
        runs++;
        await tx.query('UPDATE counter SET value = value + 1 WHERE id = $1', [first]);
        if (++arrived >= 2) meet();
        await both; // each holds what the other wants next
        await tx.query('UPDATE counter SET value = value + 1 WHERE id = $1', [second]);
      });
    await Promise.all([addTo(1, 2), addTo(2, 1)]);
    expect([runs, await values()]).toEqual([3, [2, 2]]);
  });

  it.each(['40001', '40P01'])('gives %s up after three runs', async (code) => {
    let runs = 0;
    const work = transaction(dataSource, async (tx) => {
      runs++;
      await tx.query('UPDATE counter SET value = 9');
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '${code}'; END $$`);
    });
    await expect(work).rejects.toMatchObject({ driverError: { code } });
    expect([runs, await values()]).toEqual([3, [0, 0]]);
  });

  it.each(['23505', '55P03', '57014', 'P0001'])('does not run %s again', async (code) => {
    let runs = 0;
    const work = transaction(dataSource, async (tx) => {
      runs++;
      await tx.query('UPDATE counter SET value = 9');
      await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '${code}'; END $$`);
    });
    await expect(work).rejects.toMatchObject({ driverError: { code } });
    expect([runs, await values()]).toEqual([1, [0, 0]]);
  });

  it('does not run an error of ours again, and undoes what came before it', async () => {
    let runs = 0;
    const work = transaction(dataSource, async (tx) => {
      runs++;
      await tx.query('UPDATE counter SET value = 9');
      throw null;
    });
    await expect(work).rejects.toBeNull();
    expect([runs, await values()]).toEqual([1, [0, 0]]);
  });
});
