import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The built entry, as a container runs it: patching happens in the module loader, which Jest replaces. */
export const REGISTER = fileURLToPath(new URL('../../dist/register.js', import.meta.url));
export const fixture = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url));

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Milliseconds from `ready` to the end. */
  ms: number;
}

/** Runs node; sends `signal` as soon as it has printed `ready`. */
export function runNode(args: string[], env: Record<string, string> = {}, signal?: NodeJS.Signals): Promise<Ended> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  let since = performance.now();
  let ready = false;
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (ready || !stdout.includes('ready')) return;
    ready = true;
    since = performance.now();
    if (signal) child.kill(signal);
  });
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const guard = setTimeout(() => child.kill('SIGKILL'), 20_000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, by) => {
      clearTimeout(guard);
      resolve({ code, signal: by, stdout, stderr, ms: performance.now() - since });
    });
  });
}
