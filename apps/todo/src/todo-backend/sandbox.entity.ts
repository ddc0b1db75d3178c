import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One visitor's corner of the open Todo-Backend door. */
@Entity()
export class Sandbox {
  @PrimaryColumn('text')
  name: string;

  @Index()
  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
