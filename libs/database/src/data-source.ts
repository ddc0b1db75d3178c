import type { DataSourceOptions } from 'typeorm';
import type { AppDatabase } from './app-database.js';
import type { DatabaseConfig } from './database.config.js';
import { PostgresNaming } from './naming.js';

/** TypeORM's options for an app's database, the same for the app, its migrations, its seed and the TypeORM command line. */
export function dataSourceOptions(
  database: AppDatabase,
  { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize = 2, DATABASE_STATEMENT_TIMEOUT_MS: statementTimeout = 0 }: Partial<DatabaseConfig>,
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    entities: database.entities,
    migrations: database.migrations,
    namingStrategy: new PostgresNaming(),
    applicationName: `roadmap-${database.name}`,
    // WHY: ids by gen_random_uuid(), which needs no extension and so no right to install one.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    // A pool that cannot give a connection says so while the caller still listens.
    connectTimeoutMS: 2_000,
    extra: {
      statement_timeout: statementTimeout,
      // WHY: a transaction whose process hangs would keep its locks for ever.
      idle_in_transaction_session_timeout: 10_000,
      // TRAP: a server that vanishes without a FIN leaves the socket open; the client gives up a little after the server should have.
      ...(statementTimeout > 0 && { query_timeout: statementTimeout + 1_000 }),
      keepAlive: true,
    },
  };
}
