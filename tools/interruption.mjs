// @ts-check
import { Interrupted } from './failure.mjs';

const controller = new AbortController();
/** @type {Set<() => void>} */
const emergencies = new Set();
let firstAt = 0;

/** Aborted by the first Ctrl-C, SIGTERM or SIGHUP. */
export const interrupted = controller.signal;

/** Throws when the reader has asked us to stop. */
export function stopIfAsked() {
  if (interrupted.aborted) throw new Interrupted();
}

/** What to kill at once when the reader presses Ctrl-C a second time. @param {() => void} kill @returns {() => void} takes it off the list */
export function onForce(kill) {
  emergencies.add(kill);
  return () => void emergencies.delete(kill);
}

/** @param {NodeJS.Signals} signal */
function stop(signal) {
  if (!firstAt) {
    firstAt = Date.now();
    console.error(`${process.stderr.isTTY ? '\n' : ''}stopping (${signal}); once more forces it`);
    controller.abort(new Interrupted());
    return;
  }
  // TRAP: a Ctrl-C reaches us twice, from the terminal and from npm, which passes it on.
  if (Date.now() - firstAt < 1_000) return;
  for (const kill of emergencies) kill();
  process.exit(130);
}

/** From here on Ctrl-C is ours. */
export function listenForSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stop);
  // TRAP: npm passes a signal to its shell, which may die of it without telling us; then we have a new parent.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && !firstAt && stop('SIGHUP'), 500).unref();
}
