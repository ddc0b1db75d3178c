import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSandbox1763700000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE sandbox (
        name text PRIMARY KEY,
        expires_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON sandbox (expires_at)');
    await runner.query(`
      CREATE TABLE sandbox_todo (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        sandbox_name text NOT NULL REFERENCES sandbox (name) ON DELETE CASCADE,
        title text NOT NULL,
        completed boolean NOT NULL DEFAULT false,
        "order" integer,
        created_at timestamptz(3) NOT NULL
      )`);
    await runner.query('CREATE INDEX ON sandbox_todo (sandbox_name, created_at)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
