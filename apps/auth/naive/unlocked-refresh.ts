import type { DataSource } from 'typeorm';
import { hashToken, newToken } from '../src/secrets/tokens.js';

/**
 * The rotation that everybody writes first: read the token, see that it is not used, mark it, make the next. Of two at once both see it unused, and both
 * are given a successor: the family has two branches. Whoever comes second with either is later taken for a thief.
 *
 * @returns the successor, or null where the token was used
 */
export async function unlockedRefresh(dataSource: DataSource, token: string): Promise<string | null> {
  const [row] = await dataSource.query('SELECT used_at FROM naive_refresh_token WHERE token_hash = $1', [hashToken(token)]);
  if (!row || row.used_at) return null;
  const next = newToken();
  await dataSource.query('UPDATE naive_refresh_token SET used_at = now() WHERE token_hash = $1', [hashToken(token)]);
  await dataSource.query('INSERT INTO naive_refresh_token (token_hash) VALUES ($1)', [hashToken(next)]);
  return next;
}
