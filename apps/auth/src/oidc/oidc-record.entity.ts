import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that the OpenID provider remembers: a code, a token, a grant, a session, an interaction. */
@Entity('oidc_record')
export class OidcRecord {
  @PrimaryColumn('text')
  model: string;

  /** SHA-256 of its id, which for most of them is the secret itself. */
  @PrimaryColumn('bytea')
  idHash: Buffer;

  @Index()
  @Column('bytea', { nullable: true })
  uidHash: Buffer | null;

  /** What it was issued under; a grant names itself. */
  @Index()
  @Column('bytea', { nullable: true })
  grantHash: Buffer | null;

  /** Encrypted by the app's `SecretBox`, because it repeats the id. */
  @Column('bytea')
  sealedPayload: Buffer;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  consumedAt: Date | null;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
