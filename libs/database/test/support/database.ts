import { setTimeout as sleep } from 'node:timers/promises';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { AppDatabase } from '../../src/index.js';

class CreateCounter1700000000001 implements MigrationInterface {
  name = 'CreateCounter1700000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE counter (id integer PRIMARY KEY, value integer NOT NULL)');
    await sleep(100); // long enough for others to come by
  }
  async down(): Promise<void> {}
}
class FillCounter1700000000002 implements MigrationInterface {
  name = 'FillCounter1700000000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO counter VALUES (1, 0), (2, 0)');
  }
  async down(): Promise<void> {}
}

/** Two counters, which a seed adds a third to. */
export const counters = (name: string): AppDatabase => ({
  name,
  entities: [],
  migrations: [CreateCounter1700000000001, FillCounter1700000000002],
  seed: async (dataSource) => void (await dataSource.query('INSERT INTO counter VALUES (3, 7) ON CONFLICT DO NOTHING')),
});
