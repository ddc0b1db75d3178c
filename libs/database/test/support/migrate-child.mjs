// Migrates the database of MIGRATION_DATABASE_URL; the second migration waits for ever where HANG is set, to be killed there.
import { migrate } from '../../dist/index.js';

class First1700000000001 {
  name = 'First1700000000001';
  up = (runner) => runner.query('CREATE TABLE first (n integer)');
}
class Second1700000000002 {
  name = 'Second1700000000002';
  async up(runner) {
    await runner.query('CREATE TABLE second (n integer)');
    await runner.query('INSERT INTO first VALUES (2)');
    if (!process.env.HANG) return;
    process.send?.('half-way');
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
}
const done = await migrate({ name: 'child', entities: [], migrations: [First1700000000001, Second1700000000002] }, process.env.MIGRATION_DATABASE_URL);
process.send?.(done.join(), () => process.disconnect());
