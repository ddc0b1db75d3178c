import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Account {
  /** `sub` of its tokens. */
  @PrimaryGeneratedColumn('uuid')
  id: string;

  /** In its canonical form, see `canonicalEmail`: unique, so that no second spelling makes a second account. */
  @Column({ type: 'text', unique: true })
  email: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  emailVerifiedAt: Date | null;

  /** Null where they sign in by other means only. */
  @Column('text', { nullable: true })
  passwordHash: string | null;

  @Column('text', { array: true })
  roles: string[];

  /** `ver` of its tokens. A change that must bite at once counts it up, and all older tokens are refused. */
  @Column('integer')
  tokenVersion: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt: Date;
}
