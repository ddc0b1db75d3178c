#!/usr/bin/env node
// @ts-check
// npm run bench -- <app> [--rounds 5] [--seconds 5] [--case <name> …]
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { built } from './apps.mjs';
import { startLoad } from './bench/load.mjs';
import { startNeighbours } from './bench/neighbours.mjs';
import { readOptions } from './bench/options.mjs';
import { didItsDuty, sameStatements } from './bench/proof.mjs';
import { caseReport } from './bench/report.mjs';
import { measure } from './bench/rounds.mjs';
import { startServer } from './bench/servers.mjs';
import { startStores } from './bench/stores.mjs';
import { Failure, Interrupted, report } from './failure.mjs';
import { listenForSignals } from './interruption.mjs';
import { root } from './layout.mjs';
import { choose, projects } from './manifests.mjs';
import { step } from './progress.mjs';
import { makeReady } from './quietly.mjs';

/** @typedef {import('./bench/rounds.mjs').Case} Case */

/** What has been started, to be stopped in the opposite order. @type {(() => void | Promise<void>)[]} */
const started = [];

/** @template {{ stop(): void | Promise<void> }} T @param {Promise<T>} starting @returns {Promise<T>} */
async function toBeStopped(starting) {
  const running = await starting;
  started.push(running.stop);
  return running;
}

/**
 * Measures an app against the least program that does the same I/O, its `bench/baseline.mjs`, on databases of their own.
 *
 * The exit code says whether the figures are good for anything: 1 where an answer was wrong, the statements differed or telemetry was off, and 0
 * otherwise, also below a goal. WHY: a machine that is busy tonight is no defect of the code; whoever reads the ratios decides.
 */
async function bench() {
  const { app, rounds, seconds, cases: wanted } = readOptions(process.argv.slice(2));
  choose([app]);
  const withBench = projects('apps').filter((name) => existsSync(join(root, 'apps', name, 'bench')));
  if (!withBench.includes(app)) throw new Failure(`${app} has no bench. These have: ${withBench.join(', ')}.`);
  await makeReady();
  const { cases, claims, fill } = await built(`apps/${app}/bench/cases.mjs`);
  const chosen = pick(cases, wanted);

  const { dir, adminUrl, env } = await step('databases', () => toBeStopped(startStores(app, fill)));
  const neighbours = await toBeStopped(startNeighbours());
  const load = await toBeStopped(startLoad());
  const logFile = join(dir, 'app.log');
  const ourEnv = { ...env, ...neighbours.env, CURSOR_SECRET: randomBytes(24).toString('base64url'), LOG_FILE: logFile };
  const asContainer = ['--import', './libs/telemetry/dist/register.js', `apps/${app}/dist/main.js`];
  const baseline = await step('baseline', () => toBeStopped(startServer({ name: 'baseline', args: [`apps/${app}/bench/baseline.mjs`], env, dir })));
  const ours = await step('ours', () => toBeStopped(startServer({ name: 'ours', args: asContainer, env: ourEnv, dir })));

  console.log(`\n  before: ${machine()}, Node ${process.version}\n`);
  const headers = { authorization: `Bearer ${neighbours.token(claims)}` };
  let requests = 0;
  for (const one of chosen) {
    const seen = await step(one.name, () => measure(one, { baseline, ours }, { load, headers, rounds, seconds }));
    await sameStatements(adminUrl, one.name);
    requests += seen.ours.reduce((sum, { count }) => sum + count, 0);
    console.log(`\n${caseReport(one, seen.baseline, seen.ours)}\n`);
  }
  console.log(`  ours: ${await didItsDuty({ url: ours.url, requests, logFile, batches: neighbours.batches() })}`);
  console.log(`  after: ${machine()}`);
}

/** @param {Case[]} cases @param {string[]} wanted names; none for all */
function pick(cases, wanted) {
  const unknown = wanted.find((name) => !cases.some((one) => one.name === name));
  if (unknown) throw new Failure(`There is no case "${unknown}". There are: ${cases.map(({ name }) => name).join(', ')}.`);
  return wanted.length > 0 ? cases.filter(({ name }) => wanted.includes(name)) : cases;
}

const machine = () => `${availableParallelism()} cores, load average ${loadavg().map((value) => value.toFixed(2)).join(' ')}`;

listenForSignals();
let code = 0;
try {
  await bench();
} catch (error) {
  code = error instanceof Interrupted ? 130 : report(error);
}
for (const stop of started.reverse()) await stop();
process.exit(code);
