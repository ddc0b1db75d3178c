#!/usr/bin/env node
// @ts-check
// npm run reset: forgets all data; the next start creates and seeds it anew.
import { rmSync } from 'node:fs';
import { Failure, report } from './failure.mjs';
import { stopDatabases } from './databases.mjs';
import { takeLock } from './lock.mjs';
import { stopProcess } from './processes.mjs';

try {
  const lock = takeLock();
  try {
    await Promise.all(lock.left.map((child) => stopProcess(child)));
    for (const dir of Object.values(await stopDatabases())) rmSync(dir, { recursive: true, force: true });
    console.log('All data is gone; the next npm start creates and seeds it anew.');
    if (process.env.DATABASE_URL || process.env.REDIS_URL) {
      throw new Failure('DATABASE_URL and REDIS_URL name servers of your own; their data was left alone. Drop the databases roadmap_<app> there yourself.');
    }
  } finally {
    lock.release();
  }
} catch (error) {
  process.exitCode = report(error);
}
