export type { AppDatabase } from './app-database.js';
export { dataSourceOptions } from './data-source.js';
export { databaseName, databaseVariables, type DatabaseConfig } from './database.config.js';
export { DatabaseModule } from './database.module.js';
export { migrate, migrateMain, seed, seedMain } from './migrate.js';
export { provision, withClient, withDatabase, type Provisioned } from './provision.js';
export { Rows } from './rows.js';
export { brokenConstraint, transaction } from './transaction.js';
