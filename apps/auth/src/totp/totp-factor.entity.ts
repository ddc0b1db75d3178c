import { Column, Entity, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** The authenticator app of an account: being set up, or, once a code of it was seen, asked for at every sign-in. */
@Entity()
export class TotpFactor {
  @PrimaryColumn('uuid')
  accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  account: Relation<Account>;

  /** Encrypted: unlike a password, a shared secret must be had in the clear to check a code. */
  @Column('bytea')
  secret: Buffer;

  /** The step of the newest code that was accepted: this one and all before it are used up. */
  @Column('bigint', { nullable: true })
  lastStep: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;
}
