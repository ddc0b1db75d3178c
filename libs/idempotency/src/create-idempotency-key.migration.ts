import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table behind `Idempotency`, to be listed among an app's migrations. */
export class CreateIdempotencyKey1763700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_key (
        scope text NOT NULL,
        key text NOT NULL,
        fingerprint bytea NOT NULL,
        answer json,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (scope, key)
      )`);
    await runner.query('CREATE INDEX ON idempotency_key (created_at)');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
