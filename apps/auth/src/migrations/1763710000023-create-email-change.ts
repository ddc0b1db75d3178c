import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateEmailChange1763710000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE email_change (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        old_email text NOT NULL,
        new_email text NOT NULL,
        confirm_hash bytea,
        undo_hash bytea,
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        confirmed_at timestamptz(3),
        undone_at timestamptz(3)
      )`);
    await runner.query('CREATE INDEX ON email_change (account_id)');
    await runner.query('CREATE UNIQUE INDEX ON email_change (confirm_hash)');
    await runner.query('CREATE UNIQUE INDEX ON email_change (undo_hash)');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
