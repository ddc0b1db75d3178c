import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A mail that is to be written: its kind, and what is needed to write it. TRAP: no token lies here; it is made when the mail is. */
@Entity('mail_outbox')
@Index(['dueAt', 'id'])
export class OutboxMail {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text')
  kind: string;

  @Column('jsonb')
  payload: Record<string, string>;

  @Column('integer')
  attempts: number;

  @Column({ type: 'timestamptz', precision: 3 })
  dueAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
