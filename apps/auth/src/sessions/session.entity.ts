import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** One sign-in on one device, and the one branch of refresh tokens that belongs to it. */
@Entity()
export class Session {
  /** `sid` of its tokens. Public: what opens it is the refresh token or the cookie. */
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Index()
  @Column('uuid')
  accountId: string;

  @Column('text')
  device: string;

  @Column('text')
  network: string;

  /** How they proved who they are (RFC 8176). */
  @Column('text', { array: true })
  amr: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  authenticatedAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  lastUsedAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  idleExpiresAt: Date;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;

  @Column('text', { nullable: true })
  revokedFor: string | null;

  /** SHA-256 of the one refresh token that is good. */
  @Column('bytea', { nullable: true })
  refreshHash: Buffer | null;

  /** From this and the token before it the good one can be made again. */
  @Column('bytea', { nullable: true })
  refreshSalt: Buffer | null;

  /** SHA-256 of the token before it. */
  @Column('bytea', { nullable: true })
  previousHash: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  rotatedAt: Date | null;
}
