import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSocial1763710000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE social_identity (
        provider text NOT NULL,
        subject text NOT NULL,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (provider, subject)
      )`);
    await runner.query('CREATE INDEX ON social_identity (account_id)');
    await runner.query(`
      CREATE TABLE social_sign_in (
        state_hash bytea PRIMARY KEY,
        provider text NOT NULL,
        browser_hash bytea NOT NULL,
        sealed_checks bytea NOT NULL,
        return_to text NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON social_sign_in (expires_at)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
