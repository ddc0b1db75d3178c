// @ts-check
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../failure.mjs';
import { onForce, stopIfAsked } from '../interruption.mjs';
import { root } from '../layout.mjs';
import { freePort } from '../ports.mjs';
import { isAlive, recordOf, send, stopProcess } from '../processes.mjs';
import { tail } from '../run.mjs';

/** @typedef {{ url: string, stop(): Promise<void>, name: string, pid: number }} Server */

/**
 * Starts a server in a process of its own, on a free port, and waits until it answers.
 *
 * @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, dir: string }} server `args` of node; `dir` takes its output
 * @returns {Promise<Server>}
 */
export async function startServer({ name, args, env, dir }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(dir, `${name}.output`);
  const output = openSync(file, 'w');
  const child = spawn(process.execPath, args, { cwd: root, env: { ...bare(), ...env, PORT: String(port) }, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const record = recordOf(child.pid ?? 0);
  const forget = onForce(() => send(record.pid, 'SIGKILL'));
  const stop = async () => {
    await stopProcess(record, 20_000);
    forget();
  };
  try {
    for (const end = Date.now() + 60_000; !(await answers(`${url}/readyz`)); await sleep(50)) {
      stopIfAsked();
      if (!isAlive(record) || Date.now() > end) throw new Failure(`${name} does not start.`, tail(readFileSync(file, 'utf8')));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { name, url, pid: record.pid, stop };
}

/** Only what any program needs: no setting of the reader's shell changes what is measured. */
const bare = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' });

/** @param {string} url */
const answers = (url) => fetch(url, { signal: AbortSignal.timeout(2_000) }).then((response) => response.ok, () => false);
