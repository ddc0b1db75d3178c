import type { DataSource } from 'typeorm';
import { Todo } from '../src/todos/todo.entity.js';

/**
 * Pages by number, as everybody writes them first. A row that is deleted from a page already shown moves all later rows up by one: the first row of the
 * next page is now the last of this one, and is never seen.
 */
export async function offsetPage(dataSource: DataSource, ownerId: string, page: number, limit: number): Promise<Todo[]> {
  return dataSource.getRepository(Todo).find({ where: { ownerId }, order: { rank: 'ASC' }, skip: page * limit, take: limit });
}
