import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { AppDatabase } from './app-database.js';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { DatabaseConfig } from './database.config.js';
import { dataSourceOptions } from './data-source.js';
import { DatabaseHealth } from './database-health.js';
import { keepContext, poolOf, Rows } from './rows.js';

/** An app's connection pool. The schema is not touched here: migrations run before the app starts, by another role. */
@Module({})
export class DatabaseModule {
  static forRoot(database: AppDatabase, config: DatabaseConfig): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...dataSourceOptions(database, config), retryAttempts: 20, retryDelay: 500 }),
          dataSourceFactory: (options) => open(options as DataSourceOptions),
        }),
      ],
      providers: [DatabaseHealth, Rows],
      exports: [Rows],
    };
  }
}

async function open(options: DataSourceOptions): Promise<DataSource> {
  const dataSource = await new DataSource(options).initialize();
  keepContext(poolOf(dataSource));
  return dataSource;
}
