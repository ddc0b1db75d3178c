import { randomBytes } from 'node:crypto';
import { type AppDatabase, dataSourceOptions, migrate, provision, withClient } from '@roadmap/database';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { CreateIdempotencyKey1763700000000, IdempotencyKeyRow } from '../../src/index.js';

class CreateEffect1763700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE effect (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), what text NOT NULL)');
  }
  async down(): Promise<void> {}
}

/** A database with the keys and a table of effects to count. */
export interface EffectDatabase {
  url: string;
  dataSource: DataSource;
  /** How many effects there are of this name. */
  effects: (what: string) => Promise<number>;
  drop: () => Promise<void>;
}

export async function effectDatabase(): Promise<EffectDatabase> {
  const admin = process.env.TEST_DATABASE_URL;
  if (!admin) throw new Error('TEST_DATABASE_URL is not set. "npm test -- idempotency" brings a PostgreSQL up.');
  const name = `idem-${randomBytes(5).toString('hex')}`;
  const role = `roadmap_${name.replaceAll('-', '_')}`;
  const database: AppDatabase = { name, entities: [IdempotencyKeyRow], migrations: [CreateIdempotencyKey1763700000000, CreateEffect1763700000001] };
  const { url, migrationUrl } = await provision(admin, name);
  await migrate(database, migrationUrl);
  const dataSource = await new DataSource(dataSourceOptions(database, { DATABASE_URL: url, DATABASE_POOL_SIZE: 20 })).initialize();
  return {
    url,
    dataSource,
    effects: async (what) => Number((await dataSource.query('SELECT count(*) AS n FROM effect WHERE what = $1', [what]))[0].n),
    drop: async () => {
      await dataSource.destroy();
      await withClient(admin, async (client) => {
        await client.query(`DROP DATABASE ${role} WITH (FORCE)`);
        await client.query(`DROP ROLE ${role}, ${role}_owner`);
      });
    },
  };
}
