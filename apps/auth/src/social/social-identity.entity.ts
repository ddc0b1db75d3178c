import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody at another provider who is somebody here. */
@Entity('social_identity')
export class SocialIdentity {
  @PrimaryColumn('text')
  provider: string;

  /** `sub` there: it stays when the address changes. */
  @PrimaryColumn('text')
  subject: string;

  @Index()
  @Column('uuid')
  accountId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
