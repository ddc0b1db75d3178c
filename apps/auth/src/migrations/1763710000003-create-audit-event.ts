import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditEvent1763710000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // No foreign key: what happened outlives the account it happened to.
    await runner.query(`
      CREATE TABLE audit_event (
        seq bigint PRIMARY KEY,
        at timestamptz(3) NOT NULL,
        event text NOT NULL,
        detail jsonb NOT NULL,
        account_id uuid,
        network text,
        device text,
        salt bytea,
        person_hash bytea NOT NULL,
        hash bytea NOT NULL
      )`);
    await runner.query('CREATE INDEX ON audit_event (account_id, seq)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
