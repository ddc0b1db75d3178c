import type { DataSource } from 'typeorm';

/**
 * The version everybody writes first: look whether the key is there, work, then remember the answer. Read it beside `Idempotency.once`;
 * the last test of `idempotency.spec.ts` shows two effects under one key.
 */
export async function onceNaively<T>(dataSource: DataSource, scope: string, key: string, now: Date, work: () => Promise<T>): Promise<T> {
  const found: { answer: T }[] = await dataSource.query('SELECT answer FROM idempotency_key WHERE scope = $1 AND key = $2', [scope, key]);
  if (found[0]) return found[0].answer;
  const answer = await work(); // TRAP: between the look and the INSERT there is room for another request, and for a crash
  await dataSource.query(`INSERT INTO idempotency_key (scope, key, fingerprint, answer, created_at) VALUES ($1, $2, '', $3, $4) ON CONFLICT DO NOTHING`, [scope, key, JSON.stringify(answer), now]);
  return answer;
}
