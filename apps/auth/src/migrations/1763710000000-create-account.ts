import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccount1763710000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL UNIQUE,
        email_verified_at timestamptz(3),
        password_hash text,
        roles text[] NOT NULL DEFAULT '{user}',
        token_version integer NOT NULL DEFAULT 1,
        disabled_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL
      )`);
    // A password that is registered and not yet confirmed. There may be several for one address: who reads the mail decides which becomes the account.
    await runner.query(`
      CREATE TABLE registration (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL,
        password_hash text NOT NULL,
        browser_hash bytea NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        token_hash bytea UNIQUE,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON registration (email, created_at)');
    await runner.query('CREATE INDEX ON registration (expires_at)');
    await runner.query(`
      CREATE TABLE email_token (
        token_hash bytea PRIMARY KEY,
        purpose text NOT NULL,
        account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        email text NOT NULL,
        browser_hash bytea,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON email_token (account_id)');
    await runner.query('CREATE INDEX ON email_token (expires_at)');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
