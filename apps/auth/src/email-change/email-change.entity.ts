import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** A change of address: asked for, confirmed from the new one, and for a while to be undone from the old one. */
@Entity()
export class EmailChange {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  account: Relation<Account>;

  @Index()
  @Column('uuid')
  accountId: string;

  @Column('text')
  oldEmail: string;

  @Column('text')
  newEmail: string;

  /** SHA-256 of the token in the mail to the new address; null until that mail is sent. */
  @Index({ unique: true })
  @Column('bytea', { nullable: true })
  confirmHash: Buffer | null;

  /** SHA-256 of the token in the mail to the old address. */
  @Index({ unique: true })
  @Column('bytea', { nullable: true })
  undoHash: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  undoneAt: Date | null;
}
