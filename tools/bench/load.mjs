// @ts-check
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Failure } from '../failure.mjs';
import { interrupted, stopIfAsked } from '../interruption.mjs';

/** @typedef {import('./load-process.mjs').Job} Job */
/** @typedef {import('./load-process.mjs').Seen} Seen */

/** @typedef {Awaited<ReturnType<typeof startLoad>>} Load */

/** The process that makes the load. It is kept from round to round, so that its code is warm for either side. */
export async function startLoad() {
  const child = fork(fileURLToPath(new URL('load-process.mjs', import.meta.url)), { detached: true });
  return {
    /** One round; a round that saw anything but right answers is no measurement. @param {string} what @param {Job} job */
    run: async (what, job) => {
      stopIfAsked();
      const died = new AbortController();
      const onExit = () => died.abort(new Failure('The load process has died.'));
      child.once('exit', onExit).send(job);
      try {
        const [seen] = /** @type {[Seen]} */ (await once(child, 'message', { signal: AbortSignal.any([interrupted, died.signal]) }));
        if (seen.wrong || seen.round.count === 0) throw new Failure(`${what}: not all of ${seen.round.count} answers were right, so nothing was measured.`, seen.wrong);
        return seen.round;
      } catch (error) {
        throw /** @type {Error} */ (error).name === 'AbortError' ? /** @type {Error} */ (error).cause : error;
      } finally {
        child.off('exit', onExit);
      }
    },
    stop: () => child.disconnect(),
  };
}
