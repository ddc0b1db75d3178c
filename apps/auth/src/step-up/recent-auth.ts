import { type Principal } from '@roadmap/auth';
import { InsufficientAuthentication, NotWhileImpersonating, type RecentAuth } from './step-up.errors.js';

/**
 * Refuses a caller who has not proved who they are recently, and strongly enough.
 *
 * @throws {InsufficientAuthentication}
 * @throws {NotWhileImpersonating}
 */
export function checkRecentAuth({ authenticatedAt, amr, actor }: Pick<Principal, 'authenticatedAt' | 'amr' | 'actor'>, asked: RecentAuth, now: Date): void {
  if (actor !== undefined) throw new NotWhileImpersonating();
  const age = authenticatedAt === undefined ? Infinity : now.getTime() - authenticatedAt;
  if (age > asked.seconds * 1000 || !asked.amr.every((way) => amr.includes(way))) throw new InsufficientAuthentication(asked);
}
