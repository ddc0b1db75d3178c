import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of `child-app.mjs`. */
export interface Child {
  url: string;
  process: ChildProcess;
  /** The next message it sends. */
  says: () => Promise<string>;
  /** How it ended, and what it wrote to standard error. */
  ended: Promise<{ code: number | null; signal: string | null; stderr: string }>;
}

/** Starts one; its url is empty where it ended before it listened. */
export async function startChild(env: Record<string, string> = {}): Promise<Child> {
  // A clean environment: the test's own NODE_ENV and Jest's variables must not leak in.
  const child = fork(join(import.meta.dirname, 'child-app.mjs'), { env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...env }, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr }));
  const says = () => once(child, 'message').then(([message]) => String(message));
  const url = await Promise.race([says(), ended.then(() => '')]);
  return { url, process: child, says, ended };
}
