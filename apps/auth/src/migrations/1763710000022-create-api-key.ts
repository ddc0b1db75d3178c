import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateApiKey1763710000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        name text NOT NULL,
        prefix text NOT NULL,
        hash bytea NOT NULL,
        scopes text[] NOT NULL,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        rotated_at timestamptz(3),
        revoked_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX ON api_key (account_id, created_at, id)');
    await runner.query('CREATE UNIQUE INDEX ON api_key (prefix)');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
