import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
@Index(['ownerId', 'rank'], { unique: true, where: 'deleted_at IS NULL' })
@Index(['ownerId', 'createdAt', 'id'])
@Index('todo_owner_id_due_on_idx', { synchronize: false }) // on an expression, see the migration
export class Todo {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** `sub` of the token that created it. In the WHERE of every query: a stranger's todo does not exist. */
  @Column('text')
  ownerId: string;

  @Column('text')
  title: string;

  @Column('text', { nullable: true })
  notes: string | null;

  /** A day on the calendar (`2026-03-10`), and not an instant: it is the same day wherever its owner travels. */
  @Column('date', { nullable: true })
  dueOn: string | null;

  // TRAP: without "C", PostgreSQL sorts by the language of the database, and 'a' comes before 'B'.
  @Column({ type: 'text', collation: 'C' })
  rank: string;

  /** Counts the changes; it is the ETag. */
  @Column('integer')
  version: number;

  // Three digits, because a cursor carries the time as JavaScript knows it: microseconds would be lost on the way, and rows with them.
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  completedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt: Date;

  /** In the trash since then. */
  @Index({ where: 'deleted_at IS NOT NULL' })
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  deletedAt: Date | null;
}
