// @ts-check
import { statSync } from 'node:fs';
import pg from 'pg';
import { Failure } from '../failure.mjs';

/**
 * What each side sent to PostgreSQL last, over all its connections: both must have sent the same text, or they were not compared.
 *
 * @param {string} adminUrl of the app's database
 * @param {string} name of the case
 */
export async function sameStatements(adminUrl, name) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT application_name AS side, array_agg(DISTINCT query ORDER BY query) AS statements FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' GROUP BY side ORDER BY side`,
    );
    const [one, other] = rows;
    if (rows.length === 2 && one.statements.length === 1 && one.statements[0] === other.statements[0]) return;
    throw new Failure(`${name}: the two sides do not send the same statement.`, rows.map(({ side, statements }) => [side, ...statements].join('\n  ')).join('\n'));
  } finally {
    await client.end();
  }
}

/**
 * Ours must have done what it does in production: each request in its metrics, its log written, its spans exported. A bench that is faster because something
 * was switched off measures nothing.
 *
 * @param {{ url: string, requests: number, logFile: string, batches: number }} seen `requests` were sent at least
 */
export async function didItsDuty({ url, requests, logFile, batches }) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const measured = [...metrics.matchAll(/^http_server_request_duration_seconds_count\{[^}]*\} (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
  const logged = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  const duties = `${measured} requests in its metrics, ${(logged / 1e6).toFixed(1)} MB of log, ${batches} batches of spans`;
  if (measured < requests || logged === 0 || batches === 0) throw new Failure(`ours: ${duties}, after ${requests} requests: something is switched off.`);
  return duties;
}
