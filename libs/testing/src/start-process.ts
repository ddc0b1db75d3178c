import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Environment } from '@roadmap/config';

/** How a process ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** An app in a process of its own, to be killed. */
export interface TestProcess {
  url: string;
  pid: number;
  /** What it has written so far, both streams. */
  output: () => string;
  /** Sends a signal (`SIGTERM` drains, `SIGKILL` is a crash) and waits for the end. */
  end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<Exit>;
}

export interface ProcessOptions {
  /** The built entry file, e.g. `dist/main.js`. */
  main: string;
  env: Environment;
  /** Options of Node, e.g. `['--import', '@roadmap/telemetry/register']`. */
  nodeOptions?: string[];
  /** Answers 200 when the process can be used. */
  readyPath?: string;
  /** After how many milliseconds without that it is given up, and killed. */
  timeoutMs?: number;
}

/**
 * Runs a built entry file on a free port and waits until it is ready. End it in the test, or with `SIGKILL` in an `afterEach`.
 *
 * @throws with the process's output, where it ends or does not become ready
 */
export async function startProcess({ main, env, nodeOptions = [], readyPath = '/readyz', timeoutMs = 20_000 }: ProcessOptions): Promise<TestProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // WHY: only PATH is inherited. A variable of the machine must not decide a test.
  const child = spawn(process.execPath, [...nodeOptions, main], { env: { PATH: process.env.PATH, ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  child.stdout.on('data', (chunk) => (written += chunk));
  child.stderr.on('data', (chunk) => (written += chunk));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Exit);
  const failure = await untilReady(child, url + readyPath, timeoutMs);
  if (failure) {
    child.kill('SIGKILL');
    await exited;
    throw new Error(`${main} ${failure}:\n${written}`);
  }
  const end = (signal: NodeJS.Signals): Promise<Exit> => {
    child.kill(signal);
    return exited;
  };
  return { url, pid: child.pid ?? 0, output: () => written, end };
}

async function untilReady(child: ChildProcess, url: string, timeoutMs: number): Promise<string | undefined> {
  const signal = AbortSignal.timeout(timeoutMs);
  while (!signal.aborted) {
    if (child.exitCode !== null || child.signalCode !== null) return 'ended before it was ready';
    const answer = await fetch(url, { signal }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return `was not ready within ${timeoutMs} ms`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
