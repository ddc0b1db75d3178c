import { migrateMain } from '@roadmap/database';
import { database } from './app.js';

await migrateMain(database);
