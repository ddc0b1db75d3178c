import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager, IsNull, MoreThan, Not } from 'typeorm';
import { MAX_RANK_LENGTH, rankBetween, ranksAfter } from './rank.js';
import { Todo } from './todo.entity.js';
import { AnchorNotFound, TodoNotFound } from './todos.errors.js';

/** Moves todos within the order their owner gave them. */
@Injectable()
export class ListOrder {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Puts a todo right behind another, or at the top for `after: null`. Writes one row.
   *
   * @throws {TodoNotFound} @throws {AnchorNotFound}
   */
  async move(ownerId: string, id: string, after: string | null): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      await lockOrder(tx, ownerId);
      const listed = { ownerId, deletedAt: IsNull() };
      const todo = await tx.findOneBy(Todo, { ...listed, id });
      if (!todo) throw new TodoNotFound();
      if (after === id) return;
      const anchor = after === null ? null : await tx.findOneBy(Todo, { ...listed, id: after });
      if (after !== null && !anchor) throw new AnchorNotFound();
      const next = await tx.findOne(Todo, {
        where: { ...listed, id: Not(id), ...(anchor && { rank: MoreThan(anchor.rank) }) },
        order: { rank: 'ASC' },
      });
      const rank = rankBetween(anchor?.rank ?? null, next?.rank ?? null);
      await tx.update(Todo, { id }, { rank });
      if (rank.length > MAX_RANK_LENGTH) await rewriteRanks(tx, ownerId);
    });
  }
}

/** The rank behind the last todo of an owner. Holds the order of the list until the transaction ends. */
export async function rankAtEnd(tx: EntityManager, ownerId: string): Promise<string> {
  await lockOrder(tx, ownerId);
  const last = await tx.findOne(Todo, { where: { ownerId, deletedAt: IsNull() }, order: { rank: 'DESC' } });
  return rankBetween(last?.rank ?? null, null);
}

/**
 * TRAP: two moves into the same gap read the same neighbours and compute the same rank. The lock is on the list and not on its rows, because the gap
 * between two rows is no row.
 */
async function lockOrder(tx: EntityManager, ownerId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`todo-order:${ownerId}`]);
}

/** Gives the whole list short ranks again. They begin behind the last one, so no new rank meets an old one on the way. */
async function rewriteRanks(tx: EntityManager, ownerId: string): Promise<void> {
  const todos = await tx.find(Todo, { select: { id: true, rank: true }, where: { ownerId, deletedAt: IsNull() }, order: { rank: 'ASC' } });
  const ranks = ranksAfter(todos.at(-1)?.rank ?? rankBetween(null, null), todos.length);
  await tx.query('UPDATE todo SET rank = fresh.rank FROM unnest($1::uuid[], $2::text[]) AS fresh (id, rank) WHERE todo.id = fresh.id', [todos.map(({ id }) => id), ranks]);
}
