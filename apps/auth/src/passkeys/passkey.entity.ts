import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Account } from '../accounts/account.entity.js';

/** A public key whose private half lives in a phone, a laptop or a security key. */
@Entity()
export class Passkey {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  account: Relation<Account>;

  @Index()
  @Column('uuid')
  accountId: string;

  /** base64url, chosen by the authenticator. */
  @Index({ unique: true })
  @Column('text')
  credentialId: string;

  /** COSE. */
  @Column('bytea')
  publicKey: Buffer;

  /** How often it has signed. Synced passkeys stay at 0; where it counts, a number that does not grow is a copy of the key. */
  @Column('bigint')
  counter: string;

  /** Whether it may be copied to the owner's other devices: decided when it is made, for good. */
  @Column('boolean')
  backupEligible: boolean;

  /** Whether it is, as of its last use: with its only device, a passkey that is not backed up is lost. */
  @Column('boolean')
  backedUp: boolean;

  @Column('text', { array: true })
  transports: string[];

  @Column('text')
  name: string;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt: Date | null;
}
