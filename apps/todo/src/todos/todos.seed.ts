import { DEMO_USERS } from '@roadmap/auth';
import type { Clock } from '@roadmap/clock';
import type { DataSource } from 'typeorm';
import { rankBetween } from './rank.js';
import { Todo } from './todo.entity.js';

/** Days from today, as of the first start. */
const DEMO = [
  { owner: DEMO_USERS.alice, title: 'Read the to-do service from route to SQL', due: 0, done: false },
  { owner: DEMO_USERS.alice, title: 'Send one PATCH twice with the same ETag', due: 1, done: false },
  { owner: DEMO_USERS.alice, title: 'Stop PostgreSQL and watch /readyz', due: -2, done: false },
  { owner: DEMO_USERS.alice, title: 'Clone the repository', due: -1, done: true },
  { owner: DEMO_USERS.bob, title: "Try to read one of Alice's todos", due: null, done: false },
] as const;

/** Five todos of two people; their ids follow from their places, so that a second run finds them there. */
export async function seedTodos(dataSource: DataSource, clock: Clock): Promise<void> {
  const now = clock.now();
  let rank: string | null = null;
  const rows = DEMO.map(({ owner, title, due, done }, index) => {
    rank = rankBetween(rank, null);
    return {
      id: `70d00000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      ownerId: owner.id,
      title,
      notes: null,
      dueOn: due === null ? null : new Date(now.getTime() + due * 24 * 3600 * 1000).toISOString().slice(0, 10),
      rank,
      version: 1,
      completedAt: done ? now : null,
      createdAt: now,
      updatedAt: now,
      deletedAt: null,
    };
  });
  await dataSource.createQueryBuilder().insert().into(Todo).values(rows).orIgnore().execute();
}
