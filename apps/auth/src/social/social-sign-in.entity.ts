import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A browser that was sent to another provider and is expected back. */
@Entity('social_sign_in')
export class SocialSignIn {
  /** SHA-256 of `state`. */
  @PrimaryColumn('bytea')
  stateHash: Buffer;

  @Column('text')
  provider: string;

  @Column('bytea')
  browserHash: Buffer;

  /** The PKCE verifier and the nonce, encrypted. */
  @Column('bytea')
  sealedChecks: Buffer;

  @Column('text')
  returnTo: string;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
