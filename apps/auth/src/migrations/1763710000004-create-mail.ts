import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMail1763710000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mail_outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL,
        payload jsonb NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        due_at timestamptz(3) NOT NULL,
        created_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON mail_outbox (due_at, id)');
    // Only written in development, where there is no mail server.
    await runner.query(`
      CREATE TABLE captured_mail (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        recipient text NOT NULL,
        subject text NOT NULL,
        text text NOT NULL,
        sent_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON captured_mail (recipient, id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
