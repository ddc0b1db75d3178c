import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A token that was mailed. */
@Entity('email_token')
export class EmailToken {
  /** SHA-256 of it. */
  @PrimaryColumn('bytea')
  tokenHash: Buffer;

  /** A token for one thing does not do another. */
  @Column('text')
  purpose: string;

  @Index()
  @Column('uuid')
  accountId: string;

  /** Where it was mailed to. */
  @Column('text')
  email: string;

  /** The browser that asked, where only that may use it; see `BrowserBinding`. */
  @Column('bytea', { nullable: true })
  browserHash: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
