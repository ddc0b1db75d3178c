import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { Rows, transaction } from '@roadmap/database';
import { DataSource, EntityManager, IsNull, Repository } from 'typeorm';
import { rankAtEnd } from './list-order.js';
import { Todo } from './todo.entity.js';
import { TODO_COLUMNS, type TodoRow } from './todo-row.js';
import { type CreateTodoBody, type PatchTodoBody, type TodoView, toView } from './todos.dto.js';
import { TodoNotFound } from './todos.errors.js';

/** Refuses a version that the caller has not seen; see `IfMatch`. */
export interface VersionCheck {
  check: (version: number) => void;
}

const READ = `SELECT ${TODO_COLUMNS} FROM todo WHERE id = $1 AND owner_id = $2 AND deleted_at IS NULL`;

@Injectable()
export class TodosService {
  constructor(
    @InjectRepository(Todo) private readonly todos: Repository<Todo>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rows: Rows,
    private readonly clock: Clock,
  ) {}

  async read(ownerId: string, id: string): Promise<TodoView> {
    const [todo] = await this.rows.query<TodoRow>(READ, [id, ownerId]);
    if (!todo) throw new TodoNotFound();
    return toView(todo);
  }

  /** Puts a todo at the end of its owner's list, inside the caller's transaction. */
  async create(tx: EntityManager, ownerId: string, body: CreateTodoBody): Promise<TodoView> {
    const now = this.clock.now();
    const rank = await rankAtEnd(tx, ownerId);
    const todo = tx.create(Todo, { ...body, ownerId, rank, version: 1, completedAt: null, createdAt: now, updatedAt: now, deletedAt: null });
    return toView(await tx.save(todo));
  }

  async patch(ownerId: string, id: string, expected: VersionCheck, body: PatchTodoBody): Promise<TodoView> {
    return transaction(this.dataSource, (tx) => this.patchIn(tx, ownerId, id, expected, body));
  }

  async patchIn(tx: EntityManager, ownerId: string, id: string, expected: VersionCheck, { completed, ...fields }: PatchTodoBody): Promise<TodoView> {
    const todo = await this.#lock(tx, ownerId, id, expected);
    const now = this.clock.now();
    Object.assign(todo, fields, { version: todo.version + 1, updatedAt: now });
    // Completing what is complete leaves the day it was done.
    if (completed !== undefined) todo.completedAt = completed ? (todo.completedAt ?? now) : null;
    return toView(await tx.save(todo));
  }

  async delete(ownerId: string, id: string, expected: VersionCheck): Promise<void> {
    await transaction(this.dataSource, (tx) => this.deleteIn(tx, ownerId, id, expected));
  }

  /** Into the trash, from where it comes back by {@link restore} or goes for good. */
  async deleteIn(tx: EntityManager, ownerId: string, id: string, expected: VersionCheck): Promise<void> {
    const todo = await this.#lock(tx, ownerId, id, expected);
    const now = this.clock.now();
    await tx.save(Object.assign(todo, { version: todo.version + 1, updatedAt: now, deletedAt: now }));
  }

  /** Back to the end of the list: its old place may be taken. What is not in the trash any more stays as it is. */
  async restore(ownerId: string, id: string): Promise<TodoView> {
    return transaction(this.dataSource, async (tx) => {
      const rank = await rankAtEnd(tx, ownerId);
      const todo = await tx.findOne(Todo, { where: { id, ownerId }, lock: { mode: 'pessimistic_write' } });
      if (!todo) throw new TodoNotFound();
      if (!todo.deletedAt) return toView(todo);
      Object.assign(todo, { rank, version: todo.version + 1, updatedAt: this.clock.now(), deletedAt: null });
      return toView(await tx.save(todo));
    });
  }

  /** Trashed before `before`: gone for good. @returns how many */
  async purge(before: Date): Promise<number> {
    const { affected } = await this.todos.createQueryBuilder().delete().where('deleted_at < :before', { before }).execute();
    return affected ?? 0;
  }

  /**
   * TRAP: read, compare the version, write: two requests at once both find the version they expect. The row lock makes the second one read what the first
   * has written.
   */
  async #lock(tx: EntityManager, ownerId: string, id: string, expected: VersionCheck): Promise<Todo> {
    const todo = await tx.findOne(Todo, { where: { id, ownerId, deletedAt: IsNull() }, lock: { mode: 'pessimistic_write' } });
    if (!todo) throw new TodoNotFound();
    expected.check(todo.version);
    return todo;
  }
}
