import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The session that stands for what somebody allowed a client: `sid` of its tokens, and a line in their device list by which they can take it back. */
@Entity('oidc_authorization')
export class OidcAuthorization {
  /** SHA-256 of the grant's id. */
  @PrimaryColumn('bytea')
  grantHash: Buffer;

  @Index()
  @Column('uuid')
  sessionId: string;

  @Column('text')
  clientId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
