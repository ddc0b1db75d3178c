import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A mail that was not sent but kept, where there is no mail server. */
@Entity('captured_mail')
@Index(['recipient', 'id'])
export class CapturedMail {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('text')
  recipient: string;

  @Column('text')
  subject: string;

  @Column('text')
  text: string;

  @Column({ type: 'timestamptz', precision: 3 })
  sentAt: Date;
}
