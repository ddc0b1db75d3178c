import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { databaseName, DEMO_PASSWORD } from './database.config.js';

/** Where an app's database is: `url` for the app's own role, `migrationUrl` for the role that owns the tables. */
export interface Provisioned {
  url: string;
  migrationUrl: string;
}

/**
 * Creates an app's database and its two roles, or finds them as they are: `roadmap_<name>_owner` may change tables and runs the migrations,
 * `roadmap_<name>` may read and write rows and nothing else. No other role may connect.
 *
 * @param adminUrl a role that may create roles and databases
 * @param name the app's name
 * @param options.password of both roles; the demo password where it is left out
 * @param options.database another name for the database, e.g. one per test suite
 */
export async function provision(
  adminUrl: string,
  name: string,
  { password = DEMO_PASSWORD, database = databaseName(name) }: { password?: string; database?: string } = {},
): Promise<Provisioned> {
  const role = databaseName(name);
  const owner = `${role}_owner`;
  const migrationUrl = withDatabase(adminUrl, database, owner, password);
  await withClient(adminUrl, async (admin) => {
    // TRAP: "does it exist, then create it" is a race of any two who start together, and PostgreSQL reports it in half a dozen ways. One at a time.
    await admin.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`provision ${role}`]);
    await createRole(admin, role, password);
    await createRole(admin, owner, password);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await admin.query(`CREATE DATABASE ${escapeIdentifier(database)} OWNER ${escapeIdentifier(owner)}`);
    await admin.query(`REVOKE ALL ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`);
    await admin.query(`GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${escapeIdentifier(role)}, ${escapeIdentifier(owner)}`);
    await withClient(migrationUrl, async (client) => {
      await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC').catch(() => undefined); // PostgreSQL 14 and older allow it by default
      await client.query(`ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${escapeIdentifier(role)}`);
      await client.query(`ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO ${escapeIdentifier(role)}`);
    });
  });
  return { url: withDatabase(adminUrl, database, role, password), migrationUrl };
}

/** The same server, another database and, where given, another role. */
export function withDatabase(url: string, database: string, user?: string, password?: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (user !== undefined) changed.username = user;
  if (password !== undefined) changed.password = password;
  return changed.href;
}

/** One connection for the time of `work`. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function createRole(admin: Client, role: string, password: string): Promise<void> {
  const login = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${escapeLiteral(password)}`;
  const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  await admin.query(`${rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${escapeIdentifier(role)} ${login}`);
}
