import { seedMain } from '@roadmap/database';
import { database } from './app.js';

await seedMain(database);
