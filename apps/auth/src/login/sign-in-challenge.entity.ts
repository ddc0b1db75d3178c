import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody has shown a first factor and is asked for a second. */
@Entity('sign_in_challenge')
export class SignInChallenge {
  /** SHA-256 of what they were given. */
  @PrimaryColumn('bytea')
  tokenHash: Buffer;

  @Index()
  @Column('uuid')
  accountId: string;

  @Column('text', { array: true })
  amr: string[];

  @Column('text', { array: true })
  factors: string[];

  @Column('integer')
  attempts: number;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
