import type { DataSource } from 'typeorm';
import { Todo } from '../src/todos/todo.entity.js';

/**
 * The PATCH that everybody writes first: read, compare the version, write. Two requests at once both read version 1, both find what they expect, and both
 * write version 2: one of them is lost, and both callers are told that all is well.
 */
export async function unlockedPatch(dataSource: DataSource, id: string, expectedVersion: number, title: string): Promise<'changed' | 'conflict'> {
  const todos = dataSource.getRepository(Todo);
  const todo = await todos.findOneByOrFail({ id });
  if (todo.version !== expectedVersion) return 'conflict';
  await todos.update({ id }, { title, version: todo.version + 1 });
  return 'changed';
}
