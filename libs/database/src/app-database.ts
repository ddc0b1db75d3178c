import type { Clock } from '@roadmap/clock';
import type { DataSource, EntitySchema, MigrationInterface } from 'typeorm';

type Class<T> = new (...args: never[]) => T;

/** What an app says of its database: enough to create, migrate, fill and open it. */
export interface AppDatabase {
  /** The app's name: database and roles are named after it. */
  name: string;
  entities: (Class<object> | EntitySchema)[];
  /** Listed, oldest first. Classes and no globs: the same list works in source, in dist and in an image. */
  migrations: Class<MigrationInterface>[];
  /** Puts demo rows in. Runs at every start: it must change nothing the second time. */
  seed?: (dataSource: DataSource, clock: Clock) => Promise<void>;
}
