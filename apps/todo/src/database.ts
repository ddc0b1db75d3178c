import type { AppDatabase } from '@roadmap/database';
import { CreateIdempotencyKey1763700000000, IdempotencyKeyRow } from '@roadmap/idempotency';
import { CreateTodo1763700000001 } from './migrations/1763700000001-create-todo.js';
import { CreateSandbox1763700000002 } from './migrations/1763700000002-create-sandbox.js';
import { seedTodos } from './todos/todos.seed.js';
import { Sandbox } from './todo-backend/sandbox.entity.js';
import { SandboxTodo } from './todo-backend/sandbox-todo.entity.js';
import { Todo } from './todos/todo.entity.js';

/** What this app keeps in PostgreSQL. */
export const database: AppDatabase = {
  name: 'todo',
  entities: [Todo, Sandbox, SandboxTodo, IdempotencyKeyRow],
  migrations: [CreateIdempotencyKey1763700000000, CreateTodo1763700000001, CreateSandbox1763700000002],
  seed: seedTodos,
};
