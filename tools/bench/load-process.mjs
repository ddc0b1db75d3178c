// @ts-check
// Runs in a process of its own: takes jobs by message, one at a time, and answers each with what it saw.
// @ts-expect-error it ships no types
import autocannon from 'autocannon';
import { percentile } from './statistics.mjs';

/** @typedef {{ url: string, paths: string[], headers: Record<string, string>, bodies: string[], connections: number, seconds: number }} Job */
/** @typedef {{ round: import('./statistics.mjs').Round, wrong: string }} Seen `wrong` is the first error, status other than 200 or other body; empty for none */

/** @param {Job} job @returns {Promise<Seen>} */
async function run({ url, paths, headers, bodies, connections, seconds }) {
  const right = new Set(bodies);
  /** @type {number[]} */
  const latencies = [];
  let wrong = '';
  /** @param {string} what */
  const note = (what) => void (wrong ||= what.slice(0, 500) || 'an empty body');
  const instance = autocannon({ url, connections, duration: seconds, headers, requests: paths.map((path) => ({ path })), verifyBody: (/** @type {string} */ body) => right.has(body) });
  // WHY: measured here, because autocannon's own histogram counts whole milliseconds.
  const start = performance.now();
  instance.on('response', (/** @type {unknown} */ _client, /** @type {number} */ status, /** @type {number} */ _bytes, /** @type {number} */ ms) => {
    latencies.push(ms);
    if (status !== 200) note(`status ${status}`);
  });
  instance.on('reqMismatch', note);
  instance.on('reqError', (/** @type {Error} */ error) => note(error.message));
  await instance;
  const elapsed = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  const round = { rps: sorted.length / elapsed, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), count: sorted.length };
  return { round, wrong };
}

process.on('message', async (/** @type {Job} */ job) => process.send?.(await run(job)));
// Whoever sent us is gone.
process.on('disconnect', () => process.exit());
