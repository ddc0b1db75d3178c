import { ConfigError } from '@roadmap/config';
import type { App, RunningApp } from './app.js';

/**
 * The whole of an app's `main.ts`: starts it with the environment of the process and drains it on SIGTERM or SIGINT. Exits 0 after a drain, 1 where it
 * could not start, did not end within the grace time, or was told a second time.
 */
export async function serve(app: App): Promise<void> {
  try {
    const running = await app.start(process.env, { alone: true });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        // Ctrl-C reaches a whole process group and a launcher may add its SIGTERM, so only the same signal twice means "now".
        process.once(signal, () => process.exit(1));
        void stop(running);
      });
    }
  } catch (error) {
    process.stderr.write(`${app.name}: ${reason(error)}\n`);
    process.exit(1);
  }
}

async function stop({ name, graceMs, close }: RunningApp): Promise<void> {
  setTimeout(() => process.exit(1), graceMs).unref();
  try {
    await close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${name}: did not close in good order: ${reason(error)}\n`);
    process.exit(1);
  }
}

/** One line for what an operator can mend; the stack for what only we can. */
function reason(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const { code, message, stack, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  if (code === 'EADDRINUSE') return `port ${port} of ${address} is taken. Stop what listens there, or set PORT to another one.`;
  if (code === 'EACCES' && port !== undefined) return `port ${port} of ${address} needs rights this user does not have. Set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `this machine does not have the address it should listen on or connect to: ${message}`;
  return code ? `${message} (${code})` : String(stack ?? error);
}
