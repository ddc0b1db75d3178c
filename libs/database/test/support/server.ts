import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { escapeIdentifier } from 'pg';
import { withClient } from '../../src/index.js';

/** The superuser's URL of this run's PostgreSQL. @throws where the run was given none: nothing is skipped */
export function adminUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set. "npm test -- database" brings a PostgreSQL up.');
  return url;
}

/** A name of its own for each suite, so that any number of runs share a server. */
export const uniqueName = (): string => `t-${randomBytes(5).toString('hex')}`;

/** Takes away what `provision` made. */
export async function unprovision(...names: string[]): Promise<void> {
  await withClient(adminUrl(), async (admin) => {
    for (const name of names) {
      const role = `roadmap_${name.replaceAll('-', '_')}`;
      await admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(role)} WITH (FORCE)`);
      for (const one of [role, `${role}_owner`]) await admin.query(`DROP ROLE IF EXISTS ${escapeIdentifier(one)}`);
    }
  });
}

const command = join(import.meta.dirname, '../../../../tools/services/postgres.mjs');

/** A PostgreSQL of a test's own, to be stopped and started. */
export const ownServer = (dir: string) => ({
  start: (port = 0): string => execFileSync(process.execPath, [command, 'start', dir, ...(port ? [String(port)] : []), '--throw-away'], { encoding: 'utf8' }).trim(),
  stop: (): void => void execFileSync(process.execPath, [command, 'stop', dir]),
});
