import { type DataSource, IsNull, MoreThan, Not } from 'typeorm';
import { rankBetween } from '../src/todos/rank.js';
import { Todo } from '../src/todos/todo.entity.js';

/**
 * The move without a lock: it reads both neighbours and takes the middle. Two moves into the same gap read the same neighbours and take the same middle,
 * and where no unique index stops them, two todos have one place.
 */
export async function unlockedMove(dataSource: DataSource, ownerId: string, id: string, after: string): Promise<void> {
  const todos = dataSource.getRepository(Todo);
  const anchor = await todos.findOneByOrFail({ id: after });
  const next = await todos.findOne({ where: { ownerId, deletedAt: IsNull(), id: Not(id), rank: MoreThan(anchor.rank) }, order: { rank: 'ASC' } });
  await todos.update({ id }, { rank: rankBetween(anchor.rank, next?.rank ?? null) });
}
