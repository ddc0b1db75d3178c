import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePasskey1763710000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passkey (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        credential_id text NOT NULL,
        public_key bytea NOT NULL,
        counter bigint NOT NULL,
        backup_eligible boolean NOT NULL,
        backed_up boolean NOT NULL,
        transports text[] NOT NULL,
        name text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX ON passkey (account_id)');
    await runner.query('CREATE UNIQUE INDEX ON passkey (credential_id)');
    await runner.query(`
      CREATE TABLE passkey_challenge (
        challenge text PRIMARY KEY,
        browser_hash bytea NOT NULL,
        account_id uuid,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON passkey_challenge (expires_at)');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
