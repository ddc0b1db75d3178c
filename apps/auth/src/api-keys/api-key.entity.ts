import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** A key for a program of its owner. The key itself is not here, only its hash. */
@Entity()
@Index(['accountId', 'createdAt', 'id'])
export class ApiKey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  account: Relation<Account>;

  @Column('uuid')
  accountId: string;

  @Column('text')
  name: string;

  /** By which it is found: an index over hashes or secrets would answer sooner the more of it is right. */
  @Index({ unique: true })
  @Column('text')
  prefix: string;

  @Column('bytea')
  hash: Buffer;

  /** Permissions, of those its owner has. */
  @Column('text', { array: true })
  scopes: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;

  /** To the hour: enough to find what is not used any more, and no write per request. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  /** Another one has taken its place; until it expires both are good. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  rotatedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;
}
