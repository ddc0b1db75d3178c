import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Access tokens that are not good any more, until the last of them has expired. */
@Entity('revocation')
export class RevocationRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text', { nullable: true })
  sessionId: string | null;

  @Column('text', { nullable: true })
  subject: string | null;

  @Column('integer', { nullable: true })
  version: number | null;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  revokedAt: Date;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
