import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { Cursors, type Page, toPage } from '@roadmap/http';
import { Repository, type SelectQueryBuilder } from 'typeorm';
import { Todo } from './todo.entity.js';
import { TODO_COLUMNS, type TodoRow } from './todo-row.js';
import { type ListTodosQuery, type TodoCountsView, type TodoView, toView } from './todos.dto.js';

/** A sort order: an SQL expression that no row leaves empty, and the same value taken from a row. The id breaks ties, so that no two rows are equal. */
const SORTS = {
  rank: { by: 'todo.rank', direction: 'ASC', keyOf: (todo: TodoRow) => todo.rank },
  createdAt: { by: 'todo.createdAt', direction: 'ASC', keyOf: (todo: TodoRow) => todo.createdAt.toISOString() },
  '-createdAt': { by: 'todo.createdAt', direction: 'DESC', keyOf: (todo: TodoRow) => todo.createdAt.toISOString() },
  // TRAP: a row comparison with NULL is neither true nor false, so a todo without a date would be on no page. They come last.
  dueOn: { by: `COALESCE(todo.dueOn, 'infinity')`, direction: 'ASC', keyOf: (todo: TodoRow) => todo.dueOn ?? 'infinity' },
  '-deletedAt': { by: 'todo.deletedAt', direction: 'DESC', keyOf: (todo: TodoRow) => todo.deletedAt?.toISOString() ?? '' },
} as const;

type Sort = keyof typeof SORTS;

/** Lists and counts. Pages are found by key and not by offset: rows that come and go meanwhile move nobody else's. */
@Injectable()
export class TodoList {
  constructor(
    @InjectRepository(Todo) private readonly todos: Repository<Todo>,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  list(ownerId: string, { cursor, limit, sort, timeZone, ...filters }: ListTodosQuery): Promise<Page<TodoView>> {
    const { status, due, dueFrom, dueTo, text } = filters;
    const query = this.#of(ownerId).andWhere('todo.deleted_at IS NULL');
    if (status === 'open') query.andWhere('todo.completed_at IS NULL');
    if (status === 'done') query.andWhere('todo.completed_at IS NOT NULL');
    if (dueFrom) query.andWhere('todo.due_on >= :dueFrom', { dueFrom });
    if (dueTo) query.andWhere('todo.due_on <= :dueTo', { dueTo });
    // TRAP: "today" is a question of where the caller lives, not of where the server stands.
    if (due === 'today') query.andWhere('todo.due_on = :today', { today: this.clock.today(timeZone) });
    if (due === 'overdue') query.andWhere('todo.due_on < :today AND todo.completed_at IS NULL', { today: this.clock.today(timeZone) });
    if (text) query.andWhere('(todo.title ILIKE :text OR todo.notes ILIKE :text)', { text: `%${text.replace(/[\\%_]/g, '\\$&')}%` });
    return this.#page(query, { ownerId, sort, timeZone, ...filters }, sort, limit, cursor);
  }

  trash(ownerId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Page<TodoView>> {
    return this.#page(this.#of(ownerId).andWhere('todo.deleted_at IS NOT NULL'), { ownerId, trash: true }, '-deletedAt', limit, cursor);
  }

  async count(ownerId: string, timeZone: string): Promise<TodoCountsView> {
    const counts = await this.#of(ownerId)
      .andWhere('todo.deleted_at IS NULL')
      .select('COUNT(*) FILTER (WHERE completed_at IS NULL)::int', 'open')
      .addSelect('COUNT(*) FILTER (WHERE completed_at IS NOT NULL)::int', 'done')
      .addSelect('COUNT(*) FILTER (WHERE completed_at IS NULL AND due_on = :today)::int', 'today')
      .addSelect('COUNT(*) FILTER (WHERE completed_at IS NULL AND due_on < :today)::int', 'overdue')
      .setParameter('today', this.clock.today(timeZone))
      .getRawOne<TodoCountsView>();
    return counts ?? { open: 0, done: 0, today: 0, overdue: 0 };
  }

  #of(ownerId: string): SelectQueryBuilder<Todo> {
    return this.todos.createQueryBuilder('todo').select(TODO_COLUMNS).where('todo.owner_id = :ownerId', { ownerId });
  }

  /** @param list all that makes this list this list: a cursor of another one does not fit */
  async #page(query: SelectQueryBuilder<Todo>, list: object, sort: Sort, limit: number, cursor?: string): Promise<Page<TodoView>> {
    const { by, direction, keyOf } = SORTS[sort];
    if (cursor) {
      const [key, id] = this.cursors.decode(list, cursor);
      query.andWhere(`(${by}, todo.id) ${direction === 'ASC' ? '>' : '<'} (:key, :id)`, { key, id });
    }
    const rows = await query.orderBy(by, direction).addOrderBy('todo.id', direction).limit(limit + 1).getRawMany<TodoRow>();
    return toPage(rows, limit, toView, (todo) => this.cursors.encode(list, [keyOf(todo), todo.id]));
  }
}
