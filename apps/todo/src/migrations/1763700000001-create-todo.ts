import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateTodo1763700000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE todo (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        owner_id text NOT NULL,
        title text NOT NULL,
        notes text,
        due_on date,
        rank text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        completed_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        deleted_at timestamptz(3)
      )`);
    await runner.query('CREATE UNIQUE INDEX ON todo (owner_id, rank) WHERE deleted_at IS NULL');
    await runner.query('CREATE INDEX ON todo (owner_id, created_at, id)');
    // The same expression as in the sort by due date, so that a page is read from the index and not sorted.
    await runner.query(`CREATE INDEX todo_owner_id_due_on_idx ON todo (owner_id, (COALESCE(due_on, 'infinity')), id)`);
    await runner.query('CREATE INDEX ON todo (deleted_at) WHERE deleted_at IS NOT NULL');
  }

  // WHY: forward only. A deployment that must be taken back is followed by another migration, because rows have been written meanwhile.
  async down(): Promise<void> {
    throw new Error('Migrations of this project go forward only.');
  }
}
