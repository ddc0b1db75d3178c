import { isTimeZone } from '@roadmap/clock';
import { pageOf, pageQuery } from '@roadmap/http';
import { z } from 'zod';
import type { TodoRow } from './todo-row.js';

const title = z.string().trim().min(1).max(500);
const notes = z.string().max(10_000).nullable();
/** A calendar date, `2026-03-10`. */
const date = z.iso.date();
const timeZone = z.string().max(100).refine(isTimeZone, 'is not an IANA time zone').default('UTC');

export const CreateTodo = z.strictObject({ title, notes: notes.default(null), dueOn: date.nullable().default(null) }).meta({ id: 'CreateTodo' });
export type CreateTodoBody = z.output<typeof CreateTodo>;

/** JSON Merge Patch: what is absent stays, and null clears. */
export const PatchTodo = z
  .strictObject({ title: title.optional(), notes: notes.optional(), dueOn: date.nullable().optional(), completed: z.boolean().optional() })
  .meta({ id: 'PatchTodo' });
export type PatchTodoBody = z.output<typeof PatchTodo>;

export const MoveTodo = z.strictObject({ after: z.uuid().nullable().describe('The todo to stand behind; null for the top of the list.') }).meta({ id: 'MoveTodo' });
export type MoveTodoBody = z.output<typeof MoveTodo>;

export const ListTodos = z.strictObject({
  ...pageQuery,
  status: z.enum(['open', 'done']).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  due: z.enum(['today', 'overdue']).optional().describe('As of now in `timeZone`; overdue todos are open ones.'),
  timeZone,
  text: z.string().trim().min(1).max(200).optional().describe('Anywhere in the title or the notes.'),
  sort: z.enum(['rank', 'createdAt', '-createdAt', 'dueOn']).default('rank'),
});
export type ListTodosQuery = z.output<typeof ListTodos>;

export const ListTrash = z.strictObject({ cursor: pageQuery.cursor, limit: pageQuery.limit });
export const CountTodos = z.strictObject({ timeZone });

const operation = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('create'), todo: CreateTodo }),
  z.strictObject({ op: z.literal('patch'), id: z.uuid(), version: z.int().optional(), todo: PatchTodo }),
  z.strictObject({ op: z.literal('delete'), id: z.uuid(), version: z.int().optional() }),
]);
export type BulkOperation = z.output<typeof operation>;

export const BulkTodos = z
  .strictObject({
    mode: z.enum(['atomic', 'each']).describe('atomic: all or none. each: every operation for itself.'),
    operations: z.array(operation).min(1).max(100),
  })
  .meta({ id: 'BulkTodos' });
export type BulkTodosBody = z.output<typeof BulkTodos>;

export const TodoAnswer = z
  .object({
    id: z.uuid(),
    title: z.string(),
    notes: z.string().nullable(),
    dueOn: date.nullable(),
    completed: z.boolean(),
    completedAt: z.iso.datetime().nullable(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    deletedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Todo' });
export type TodoView = z.output<typeof TodoAnswer>;

export const TodoPage = pageOf(TodoAnswer, 'TodoPage');
export const TodoCounts = z.object({ open: z.int(), done: z.int(), today: z.int(), overdue: z.int() }).meta({ id: 'TodoCounts' });
export type TodoCountsView = z.output<typeof TodoCounts>;

export const BulkAnswer = z
  .object({ results: z.array(z.object({ status: z.int(), todo: TodoAnswer.optional(), code: z.string().optional(), detail: z.string().optional() })) })
  .meta({ id: 'BulkResult' });
export type BulkView = z.output<typeof BulkAnswer>;

/** What a caller sees of a todo. Its rank is not part of it: the order of the list shows it, and a move changes no version. */
export const toView = (todo: TodoRow): TodoView => ({
  id: todo.id,
  title: todo.title,
  notes: todo.notes,
  dueOn: todo.dueOn,
  completed: todo.completedAt !== null,
  completedAt: todo.completedAt?.toISOString() ?? null,
  version: todo.version,
  createdAt: todo.createdAt.toISOString(),
  updatedAt: todo.updatedAt.toISOString(),
  deletedAt: todo.deletedAt?.toISOString() ?? null,
});
