import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSigningKey1763710000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE signing_key (
        kid text PRIMARY KEY,
        sealed_key bytea NOT NULL,
        created_at timestamptz(3) NOT NULL,
        activates_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
