// @ts-check
import { spawn } from 'node:child_process';
import { Interrupted } from './failure.mjs';
import { interrupted, onForce } from './interruption.mjs';
import { root } from './layout.mjs';
import { descendants, isAlive, recordOf, send } from './processes.mjs';

/** @typedef {import('./processes.mjs').ProcessRecord} ProcessRecord */

/**
 * Runs a program to its end. A Ctrl-C ends it with all its children.
 *
 * WHY: in a process group of its own and by its family tree, because npx and nx start programs that outlive a signal to their parent or their group.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, show?: boolean, uninterrupted?: boolean }} [options]
 *   `show` passes the output on to stderr; `uninterrupted` for short steps that must not be cut in half
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd = root, env = process.env, show = false, uninterrupted = false, ...ids } = {}) {
  if (interrupted.aborted && !uninterrupted) return Promise.reject(new Interrupted());
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, ...ids, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (show) process.stderr.write(text);
      });
    }
    const family = () => (child.pid ? [recordOf(child.pid), ...descendants(child.pid)] : []);
    /** @param {NodeJS.Signals} signal @param {ProcessRecord[]} [processes] */
    const kill = (signal, processes = family()) => processes.filter(isAlive).forEach(({ pid }) => send(pid, signal));
    /** @type {ProcessRecord[]} */
    let asked = [];
    /** @type {NodeJS.Timeout | undefined} */
    let impatience;
    const abort = () => {
      asked = family();
      kill('SIGTERM', asked);
      impatience = setTimeout(() => kill('SIGKILL', [...asked, ...family()]), 3_000);
    };
    if (!uninterrupted) interrupted.addEventListener('abort', abort, { once: true });
    const forget = onForce(() => kill('SIGKILL'));
    const finish = () => {
      clearTimeout(impatience);
      interrupted.removeEventListener('abort', abort);
      forget();
    };
    child.once('error', (error) => {
      finish();
      reject(error);
    });
    child.once('close', (code) => {
      finish();
      if (interrupted.aborted && !uninterrupted) {
        kill('SIGKILL', asked); // what would go on without its parent
        reject(new Interrupted());
      } else resolve({ code: code ?? 1, output });
    });
  });
}

/** The end of a long output. @param {string} output @param {number} [lines] */
export const tail = (output, lines = 40) => output.trimEnd().split('\n').slice(-lines).join('\n');
