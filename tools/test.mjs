#!/usr/bin/env node
// @ts-check
// npm test [-- <project> …]
import { install, isInstalled } from './bootstrap.mjs';
import { build } from './build.mjs';
import { Interrupted, report } from './failure.mjs';
import { listenForSignals, stopIfAsked } from './interruption.mjs';
import { checkMachine } from './machine.mjs';
import { step } from './progress.mjs';
import { checks, projectTests, quickChecks } from './test-steps.mjs';
import { Summary } from './test-summary.mjs';
import { missingTools, testTools } from './test-tools.mjs';
import { temporaryDatabases } from './test-databases.mjs';

/** @type {(() => void | Promise<void>)[]} */
const started = [];
const summary = new Summary();

async function test() {
  const projects = process.argv.slice(2);
  checkMachine();
  const tests = projectTests(projects);
  if (!isInstalled()) await summary.record('install', () => step('install', install));
  await summary.record('build', () => step('build', build));
  await summary.runAll(projects.length > 0 ? quickChecks : checks);
  stopIfAsked();
  const tools = missingTools(projects).length > 0 ? await summary.record('programs', () => step('programs', () => testTools(projects))) : await testTools(projects);
  summary.leaveOut(tools.notRun);
  const databases = await summary.record('databases', () => step('databases', () => temporaryDatabases()));
  started.push(databases.stop);
  stopIfAsked();
  await summary.run({ ...tests, env: { ...tests.env, ...tools.env, TEST_DATABASE_URL: databases.postgres, TEST_REDIS_URL: databases.redis } });
}

listenForSignals();
let code = 0;
try {
  await test();
} catch (error) {
  code = error instanceof Interrupted ? 130 : report(error);
}
for (const stop of started.reverse()) await stop();
process.exit(code === 130 ? code : summary.print() || code);
