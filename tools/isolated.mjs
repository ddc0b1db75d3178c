// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { get } from 'node:http';
import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { stopIfAsked } from './interruption.mjs';
import { logFile, root } from './layout.mjs';
import { memoryOf, recordOf, stopProcess } from './processes.mjs';

/** @typedef {import('./apps.mjs').PlannedApp} PlannedApp */
/** @typedef {import('./processes.mjs').ProcessRecord} ProcessRecord */

/**
 * One process per app, started as a container starts it. One that dies is reported and the others go on.
 *
 * @param {PlannedApp[]} apps
 * @param {(children: ProcessRecord[]) => void} note is told of the processes, so that they are found again if we are killed
 * @returns {Promise<import('./together.mjs').RunningApps>}
 */
export async function startIsolated(apps, note) {
  let stopping = false;
  const children = apps.map(({ manifest: { name }, env }) => {
    const output = openSync(logFile(`${name}.output`), 'w');
    const args = ['--import', './libs/telemetry/dist/register.js', `apps/${name}/dist/main.js`];
    const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    child.once('exit', (code, signal) => {
      if (!stopping) console.error(`  ${name} has ended with ${signal ?? `exit code ${code}`}; its last words are in ${relative(root, logFile(`${name}.output`))}. The others go on.`);
    });
    return child;
  });
  const records = children.map((child) => recordOf(child.pid ?? 0));
  note(records);
  const stop = async () => {
    stopping = true;
    await Promise.all(records.map((record) => stopProcess(record, 20_000)));
  };
  try {
    await Promise.all(apps.map(async ({ url }, index) => {
      while (children[index]?.exitCode === null && children[index]?.signalCode === null && !(await isReady(`${url}/readyz`))) {
        stopIfAsked();
        await sleep(50);
      }
    }));
    if (children.every((child) => child.exitCode !== null)) throw new Failure('No app has started.');
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, memory: () => memoryOf(records.map(({ pid }) => pid)) };
}

/** @param {string} url @returns {Promise<boolean>} */
const isReady = (url) =>
  new Promise((resolve) => {
    get(url, { timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    })
      .once('error', () => resolve(false))
      .once('timeout', () => resolve(false));
  });

