// Works under a key and stops between the effect and the commit, to be killed there.
import { SystemClock } from '@roadmap/clock';
import { dataSourceOptions } from '@roadmap/database';
import { DataSource } from 'typeorm';
import { Idempotency, IdempotencyKeyRow } from '../../dist/index.js';

const database = { name: 'crash', entities: [IdempotencyKeyRow], migrations: [] };
const dataSource = await new DataSource(dataSourceOptions(database, { DATABASE_URL: process.env.DATABASE_URL })).initialize();
await new Idempotency(dataSource, new SystemClock()).once({ key: 'crash', scope: 's', request: {} }, async (tx) => {
  await tx.query(`INSERT INTO effect (what) VALUES ('crash')`);
  process.send('between');
  await new Promise((resolve) => setTimeout(resolve, 60_000));
});
