import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One thing that happened. Rows are added and never changed, but for forgetting whom it happened to. */
@Entity('audit_event')
@Index(['accountId', 'seq'])
export class AuditEvent {
  /** 1, 2, 3, … without a gap. */
  @PrimaryColumn({ type: 'bigint', transformer: { to: (seq: number) => seq, from: Number } })
  seq: number;

  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  @Column('text')
  event: string;

  /** What there is to say about it; nothing personal, nothing secret. */
  @Column('jsonb')
  detail: Record<string, unknown>;

  @Column('uuid', { nullable: true })
  accountId: string | null;

  @Column('text', { nullable: true })
  network: string | null;

  @Column('text', { nullable: true })
  device: string | null;

  /** Random. Without it nobody can tell from `personHash` whom it was about: it goes when the account goes. */
  @Column('bytea', { nullable: true })
  salt: Buffer | null;

  @Column('bytea')
  personHash: Buffer;

  /** MAC of this row and of the hash before it. */
  @Column('bytea')
  hash: Buffer;
}
