import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A random value that an authenticator is to sign: once, soon, and for the browser that asked. */
@Entity()
export class PasskeyChallenge {
  /** base64url. Not a secret: the browser gets it in the clear. */
  @PrimaryColumn('text')
  challenge: string;

  /** SHA-256 of the browser's cookie. */
  @Column('bytea')
  browserHash: Buffer;

  /** Who makes a passkey; null where somebody signs in, and nobody knows yet who. */
  @Column('uuid', { nullable: true })
  accountId: string | null;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
