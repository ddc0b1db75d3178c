// @ts-check
import { Failure, Interrupted } from './failure.mjs';
import { built } from './apps.mjs';
import { interrupted, stopIfAsked } from './interruption.mjs';

/** @typedef {import('./apps.mjs').PlannedApp} PlannedApp */
/** @typedef {{ stop(): Promise<void>, memory?(): number }} RunningApps `memory` where they are processes of their own */

/** Patches http, pg and ioredis for tracing; must come before any app is loaded. */
export const loadTelemetry = () => built('libs/telemetry/dist/register.js');

/** All apps in this process, each with its own port, settings and service name. @param {PlannedApp[]} apps @returns {Promise<RunningApps>} */
export async function startTogether(apps) {
  /** @type {{ close(): Promise<void> }[]} */
  const running = [];
  const stop = async () => void (await Promise.allSettled(running.map((app) => app.close())));
  try {
    for (const { manifest, env } of apps) {
      stopIfAsked();
      const { app } = await built(`apps/${manifest.name}/dist/app.js`);
      running.push(await app.start(env).catch((/** @type {Error} */ error) => {
        throw new Failure(`${manifest.name} does not start: ${error.message}`, error.stack);
      }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

/** Lasts until the reader has had enough, or until an error that no app has caught. @returns {Promise<void>} */
export function untilStopped() {
  const alive = setInterval(() => undefined, 1 << 30);
  return new Promise((_, reject) => {
    const stop = () => reject(new Interrupted());
    if (interrupted.aborted) stop();
    interrupted.addEventListener('abort', stop, { once: true });
    for (const event of ['uncaughtException', 'unhandledRejection']) process.once(event, reject);
  }).finally(() => clearInterval(alive));
}
