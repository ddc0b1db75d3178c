import { Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { Rows } from '@roadmap/database';
import { Cursors, type Page, toPage } from '@roadmap/http';
import { Conditions } from './conditions.js';
import { TODO_COLUMNS, type TodoRow } from './todo-row.js';
import { type ListTodosQuery, type TodoCountsView, type TodoView, toView } from './todos.dto.js';

/** A sort order: an SQL expression that no row leaves empty, and the same value taken from a row. The id breaks ties, so that no two rows are equal. */
const SORTS = {
  rank: { by: 'rank', direction: 'ASC', keyOf: (todo: TodoRow) => todo.rank },
  createdAt: { by: 'created_at', direction: 'ASC', keyOf: (todo: TodoRow) => todo.createdAt.toISOString() },
  '-createdAt': { by: 'created_at', direction: 'DESC', keyOf: (todo: TodoRow) => todo.createdAt.toISOString() },
  // TRAP: a row comparison with NULL is neither true nor false, so a todo without a date would be on no page. They come last.
  dueOn: { by: `COALESCE(due_on, 'infinity')`, direction: 'ASC', keyOf: (todo: TodoRow) => todo.dueOn ?? 'infinity' },
  '-deletedAt': { by: 'deleted_at', direction: 'DESC', keyOf: (todo: TodoRow) => todo.deletedAt?.toISOString() ?? '' },
} as const;

type Sort = keyof typeof SORTS;

const COUNTS = `SELECT
    COUNT(*) FILTER (WHERE completed_at IS NULL)::int AS open,
    COUNT(*) FILTER (WHERE completed_at IS NOT NULL)::int AS done,
    COUNT(*) FILTER (WHERE completed_at IS NULL AND due_on = $2)::int AS today,
    COUNT(*) FILTER (WHERE completed_at IS NULL AND due_on < $2)::int AS overdue
  FROM todo WHERE owner_id = $1 AND deleted_at IS NULL`;

/** Lists and counts. Pages are found by key and not by offset: rows that come and go meanwhile move nobody else's. */
@Injectable()
export class TodoList {
  constructor(
    private readonly rows: Rows,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
  ) {}

  list(ownerId: string, { cursor, limit, sort, timeZone, ...filters }: ListTodosQuery): Promise<Page<TodoView>> {
    const { status, due, dueFrom, dueTo, text } = filters;
    const todos = new Conditions('owner_id = ?', ownerId).and('deleted_at IS NULL');
    if (status === 'open') todos.and('completed_at IS NULL');
    if (status === 'done') todos.and('completed_at IS NOT NULL');
    if (dueFrom) todos.and('due_on >= ?', dueFrom);
    if (dueTo) todos.and('due_on <= ?', dueTo);
    // TRAP: "today" is a question of where the caller lives, not of where the server stands.
    if (due === 'today') todos.and('due_on = ?', this.clock.today(timeZone));
    if (due === 'overdue') todos.and('completed_at IS NULL AND due_on < ?', this.clock.today(timeZone));
    if (text) todos.and(`concat_ws(E'\\n', title, notes) ILIKE ?`, `%${text.replace(/[\\%_]/g, '\\$&')}%`);
    return this.#page(todos, { ownerId, sort, timeZone, ...filters }, sort, limit, cursor);
  }

  trash(ownerId: string, { cursor, limit }: { cursor?: string; limit: number }): Promise<Page<TodoView>> {
    const todos = new Conditions('owner_id = ?', ownerId).and('deleted_at IS NOT NULL');
    return this.#page(todos, { ownerId, trash: true }, '-deletedAt', limit, cursor);
  }

  async count(ownerId: string, timeZone: string): Promise<TodoCountsView> {
    const [counts] = await this.rows.query<TodoCountsView>(COUNTS, [ownerId, this.clock.today(timeZone)]);
    return counts as TodoCountsView; // an aggregate without GROUP BY is always one row
  }

  /** @param list all that makes this list this list: a cursor of another one does not fit */
  async #page(todos: Conditions, list: object, sort: Sort, limit: number, cursor?: string): Promise<Page<TodoView>> {
    const { by, direction, keyOf } = SORTS[sort];
    if (cursor) todos.and(`(${by}, id) ${direction === 'ASC' ? '>' : '<'} (?, ?)`, ...this.cursors.decode(list, cursor));
    const { where, values } = todos;
    const text = `SELECT ${TODO_COLUMNS} FROM todo WHERE ${where} ORDER BY ${by} ${direction}, id ${direction} LIMIT $${values.push(limit + 1)}`;
    const rows = await this.rows.query<TodoRow>(text, values);
    return toPage(rows, limit, toView, (todo) => this.cursors.encode(list, [keyOf(todo), todo.id]));
  }
}
