import { Column, Entity, Index, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Session } from '../sessions/session.entity.js';

/** The cookie by which a browser holds a session. */
@Entity()
export class BrowserSession {
  /** SHA-256 of the cookie's value. */
  @PrimaryColumn('bytea')
  cookieHash: Buffer;

  @ManyToOne(() => Session, { onDelete: 'CASCADE', nullable: false })
  session: Relation<Session>;

  @Index()
  @Column('uuid')
  sessionId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
