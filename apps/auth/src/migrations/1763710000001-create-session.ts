import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSession1763710000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        device text NOT NULL,
        network text NOT NULL,
        amr text[] NOT NULL,
        authenticated_at timestamptz(3) NOT NULL,
        created_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3) NOT NULL,
        idle_expires_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        revoked_at timestamptz(3),
        revoked_for text,
        refresh_hash bytea,
        refresh_salt bytea,
        previous_hash bytea,
        rotated_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX ON session (account_id)');
    await runner.query('CREATE INDEX ON session (expires_at)');
    await runner.query(`
      CREATE TABLE revocation (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        session_id text,
        subject text,
        version integer,
        revoked_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON revocation (expires_at)');
    await runner.query('CREATE INDEX ON revocation (revoked_at)');
    await runner.query(`
      CREATE TABLE sign_in_challenge (
        token_hash bytea PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        amr text[] NOT NULL,
        factors text[] NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON sign_in_challenge (account_id)');
    await runner.query('CREATE INDEX ON sign_in_challenge (expires_at)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
