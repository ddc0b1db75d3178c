// @ts-check
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../failure.mjs';

/**
 * @typedef {object} Case what an app measures, in its folder `bench`
 * @property {string} name
 * @property {number} goal of requests per second, ours over the baseline's
 * @property {number} goalP99 of the p99, the baseline's over ours
 * @property {{ path: string, expected: unknown }[]} requests sent in turn
 * @property {(body: any) => unknown} [essence] the part of an answer that is compared with `expected`; else all of it
 */
/** @typedef {import('./statistics.mjs').Round} Round */
/** @typedef {{ name: string, url: string }} Side */

const CONNECTIONS = 50;
/** WHY: answers and not seconds. On a busy machine a few seconds are over before the compiler has seen either side's code often enough. */
const WARM_UP_ANSWERS = 10_000;
const WARM_UP_ROUNDS = 20;

/**
 * Measures one case: each side is asked for each answer once and must be right, is warmed up, and then they take turns, the one that begins changing
 * from round to round.
 *
 * @param {Case} one
 * @param {{ baseline: Side, ours: Side }} sides
 * @param {{ load: import('./load.mjs').Load, headers: Record<string, string>, rounds: number, seconds: number }} how
 * @returns {Promise<{ baseline: Round[], ours: Round[] }>}
 */
export async function measure(one, { baseline, ours }, { load, headers, rounds, seconds }) {
  const jobs = new Map();
  for (const side of [baseline, ours]) {
    const bodies = await rightBodies(one, side, headers);
    jobs.set(side, { url: side.url, paths: one.requests.map(({ path }) => path), headers, bodies, connections: CONNECTIONS });
  }
  /** @param {Side} side @param {number} length */
  const run = (side, length) => load.run(`${one.name} of ${side.name}`, { ...jobs.get(side), seconds: length });
  for (const side of [baseline, ours]) {
    for (let round = 0, answers = 0; round < WARM_UP_ROUNDS && answers < WARM_UP_ANSWERS; round++) answers += (await run(side, 2)).count;
  }
  /** @type {{ baseline: Round[], ours: Round[] }} */
  const seen = { baseline: [], ours: [] };
  for (let round = 0; round < rounds; round++) {
    for (const side of round % 2 === 0 ? [baseline, ours] : [ours, baseline]) seen[side === ours ? 'ours' : 'baseline'].push(await run(side, seconds));
  }
  return seen;
}

/** @param {Case} one @param {Side} side @param {Record<string, string>} headers @returns {Promise<string[]>} */
function rightBodies({ name, requests, essence = (body) => body }, side, headers) {
  return Promise.all(requests.map(async ({ path, expected }) => {
    const response = await fetch(side.url + path, { headers });
    const body = await response.text();
    const right = response.status === 200 && isDeepStrictEqual(essence(JSON.parse(body)), expected);
    if (!right) throw new Failure(`${name}: ${side.name} answers GET ${path} with ${response.status} and what is not expected.`, body);
    return body;
  }));
}
