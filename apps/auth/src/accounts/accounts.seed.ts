import { DEMO_USERS, PasswordHasher } from '@roadmap/auth';
import type { Clock } from '@roadmap/clock';
import type { DataSource } from 'typeorm';
import { Account } from './account.entity.js';

/** Of all demo users; it stands in the README. */
export const DEMO_USER_PASSWORD = 'correct horse battery staple';

/** The demo users, who own the demo data of every app. */
export async function seedAccounts(dataSource: DataSource, clock: Clock): Promise<void> {
  const users = Object.values(DEMO_USERS);
  const known = await dataSource.getRepository(Account).countBy(users.map(({ id }) => ({ id })));
  if (known === users.length) return;
  const now = clock.now();
  const hasher = new PasswordHasher();
  const rows = users.map(async ({ id, email, roles }) => ({
    id,
    email,
    roles: [...roles],
    passwordHash: await hasher.hash(DEMO_USER_PASSWORD),
    emailVerifiedAt: now,
    tokenVersion: 1,
    disabledAt: null,
    createdAt: now,
    updatedAt: now,
  }));
  await dataSource.createQueryBuilder().insert().into(Account).values(await Promise.all(rows)).orIgnore().execute();
}
