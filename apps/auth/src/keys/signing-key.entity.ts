import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key pair of the issuer. It is published when it is made, signs from `activatesAt` until the next one does, and is published until `expiresAt`. */
@Entity('signing_key')
export class SigningKey {
  @PrimaryColumn('text')
  kid: string;

  /** The private JWK, encrypted by the app's `SecretBox`. */
  @Column('bytea')
  sealedKey: Buffer;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  activatesAt: Date;

  /** Null while there is no successor. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;
}
