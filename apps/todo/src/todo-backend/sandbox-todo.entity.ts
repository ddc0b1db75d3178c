import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Sandbox } from './sandbox.entity.js';

@Entity()
@Index(['sandboxName', 'createdAt'])
export class SandboxTodo {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @ManyToOne(() => Sandbox, { onDelete: 'CASCADE', nullable: false })
  sandbox: Relation<Sandbox>;

  @Column('text')
  sandboxName: string;

  @Column('text')
  title: string;

  @Column('boolean', { default: false })
  completed: boolean;

  @Column('integer', { nullable: true })
  order: number | null;

  @Column({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
