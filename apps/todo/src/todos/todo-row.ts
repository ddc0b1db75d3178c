import type { Todo } from './todo.entity.js';

/** A todo as the lists and the single read have it: what its owner may see, and the rank. */
export type TodoRow = Omit<Todo, 'ownerId'>;

/**
 * The columns of a {@link TodoRow}.
 *
 * WHY: reads are most of the traffic, and to make entities of their rows costs as much again as the query itself; nobody changes and saves these.
 */
export const TODO_COLUMNS = `id, title, notes, due_on::text AS "dueOn", rank, version,
  completed_at AS "completedAt", created_at AS "createdAt", updated_at AS "updatedAt", deleted_at AS "deletedAt"`;
