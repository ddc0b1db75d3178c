#!/usr/bin/env node
// @ts-check
// npm start [-- <app> …] [-- --isolated]
import { relative } from 'node:path';
import { checkPorts, prepare } from './apps.mjs';
import { install, isInstalled } from './bootstrap.mjs';
import { build } from './build.mjs';
import { startDatabases } from './databases.mjs';
import { Failure, Interrupted, report } from './failure.mjs';
import { listenForSignals, stopIfAsked } from './interruption.mjs';
import { startIsolated } from './isolated.mjs';
import { localDir, root } from './layout.mjs';
import { takeLock } from './lock.mjs';
import { checkMachine } from './machine.mjs';
import { choose } from './manifests.mjs';
import { stopProcess } from './processes.mjs';
import { seconds, step, table } from './progress.mjs';
import { planRedis, redisBinary } from './services/redis-binary.mjs';
import { loadTelemetry, startTogether, untilStopped } from './together.mjs';

/** Servers to use instead of our own, and where ours would like to listen. */
const given = { postgres: process.env.DATABASE_URL, redis: process.env.REDIS_URL };
const ports = { postgres: Number(process.env.POSTGRES_PORT ?? 54320), redis: Number(process.env.REDIS_PORT ?? 63790) };

/** What has been started, to be stopped in the opposite order. @type {(() => void | Promise<void>)[]} */
const started = [];

/** Waits for all, even when one fails: nothing may go on behind our back. @param {(Promise<unknown> | undefined)[]} work */
async function all(work) {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function start() {
  const words = process.argv.slice(2);
  const isolated = words.includes('--isolated');
  const unknown = words.find((word) => word.startsWith('-') && word !== '--isolated');
  if (unknown) throw new Failure(`npm start does not know ${unknown}: npm start [-- <app> …] [-- --isolated]`);

  // The machine first: whatever cannot work is said before anything is started or installed.
  checkMachine();
  const apps = choose(words.filter((word) => !word.startsWith('-')));
  const needs = { postgres: apps.some((app) => app.needs.includes('postgres')), redis: apps.some((app) => app.needs.includes('redis')) };
  const lock = takeLock();
  started.push(lock.release);
  await Promise.all(lock.left.map((child) => stopProcess(child)));
  await checkPorts(apps);
  const redis = needs.redis && !given.redis ? planRedis() : 'present';

  if (!isInstalled() || redis !== 'present') await step('install', () => all([isInstalled() ? undefined : install(), redis === 'present' ? undefined : redisBinary()]));
  await step('build', build);
  stopIfAsked();
  const databases = await step('databases', () => startDatabases(needs, { given, ports }));
  started.push(databases.stop);
  stopIfAsked();
  if (!isolated) await loadTelemetry();
  const planned = await step('data', (note) => prepare(apps, databases, note));
  stopIfAsked();
  /** @type {import('./together.mjs').RunningApps} */
  const running = await step('apps', () => (isolated ? startIsolated(planned, lock.note) : startTogether(planned)));
  started.push(running.stop);

  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  const children = running.memory ? `, ${running.memory()} MB in the apps` : '';
  const servers = databases.memory();
  console.log(`\n${table([['app', 'address', 'docs'], ...planned.map(({ manifest, url }) => [manifest.name, url, `${url}/docs`])])}\n`);
  console.log(`  ready in ${seconds(performance.now())}, ${megabytes} MB here${children}${servers ? `, ${servers} MB in the databases` : ''}`);
  console.log(`  logs in ${relative(root, localDir)}/logs. Ctrl-C stops everything and keeps the data; npm run reset starts afresh.\n`);
  await untilStopped();
}

listenForSignals();
let code = 0;
try {
  await start();
} catch (error) {
  code = error instanceof Interrupted ? 0 : report(error);
}
for (const stop of started.reverse()) {
  try {
    await stop();
  } catch (error) {
    code = report(error);
  }
}
process.exit(code);
