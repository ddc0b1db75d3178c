import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer that was given to a key. The row is written in the transaction of the effect: both are there, or neither is. */
@Entity('idempotency_key')
export class IdempotencyKeyRow {
  /** User and route: one person's keys mean nothing to another. */
  @PrimaryColumn('text')
  scope: string;

  @PrimaryColumn('text')
  key: string;

  /** SHA-256 of the request, to tell a repetition from another request under the same key. */
  @Column('bytea')
  fingerprint: Buffer;

  // TRAP: jsonb sorts the keys, and the second answer would not be the first one again.
  @Column('json', { nullable: true })
  answer: unknown;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
