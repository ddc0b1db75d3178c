import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOidc1763710000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE oidc_record (
        model text NOT NULL,
        id_hash bytea NOT NULL,
        uid_hash bytea,
        grant_hash bytea,
        sealed_payload bytea NOT NULL,
        consumed_at timestamptz(3),
        expires_at timestamptz(3) NOT NULL,
        PRIMARY KEY (model, id_hash)
      )`);
    await runner.query('CREATE INDEX ON oidc_record (uid_hash) WHERE uid_hash IS NOT NULL');
    await runner.query('CREATE INDEX ON oidc_record (grant_hash) WHERE grant_hash IS NOT NULL');
    await runner.query('CREATE INDEX ON oidc_record (expires_at)');
    await runner.query(`
      CREATE TABLE oidc_authorization (
        grant_hash bytea PRIMARY KEY,
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        client_id text NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON oidc_authorization (session_id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
