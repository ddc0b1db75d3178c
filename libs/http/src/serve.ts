import { ConfigError } from '@roadmap/config';
import type { App } from './app.js';

/**
 * The whole of an app's `main.ts`: starts it with the environment of the process and drains it on SIGTERM or SIGINT. Exits 0 after a drain, 1 where it
 * could not start or did not end within the grace time.
 */
export async function serve(app: App): Promise<void> {
  try {
    const running = await app.start(process.env);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(running.close));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${app.name}: ${error.message}\n`);
    process.exitCode = 1;
  }
}

async function stop(close: () => Promise<void>): Promise<void> {
  const grace = Number(process.env.SHUTDOWN_GRACE_MS ?? 15_000);
  setTimeout(() => process.exit(1), grace).unref();
  await close();
  process.exit(0);
}
