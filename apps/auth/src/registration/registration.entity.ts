import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** An account that is wished for and not there yet. */
@Entity()
@Index(['email', 'createdAt'])
export class Registration {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column('text')
  email: string;

  @Column('text')
  passwordHash: string;

  @Column('bytea')
  browserHash: Buffer;

  /** Passwords tried at its confirmation. */
  @Column('integer')
  attempts: number;

  /** SHA-256 of what was mailed; null until the mail is written. */
  @Column('bytea', { nullable: true, unique: true })
  tokenHash: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
