// @ts-check

/** What a round of load saw: requests per second, latencies in milliseconds. @typedef {{ rps: number, p50: number, p99: number }} Figures */
/** @typedef {Figures & { count: number }} Round `count` is of all answers */

/** The middle value, or the mean of the two middle ones. @param {number[]} values @returns {number} */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** The smallest value that `share` of all are not above (nearest rank). @param {ArrayLike<number>} sorted in ascending order @param {number} share 0 to 1 */
export function percentile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

/** @param {Figures[]} rounds @returns {Figures} each figure's own median */
export const medianRound = (rounds) => ({
  rps: median(rounds.map(({ rps }) => rps)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
});

/**
 * Ours against the baseline, both ratios so that more is better: our requests per second over its, its p99 over ours.
 *
 * WHY: the median of the ratios of neighbouring rounds, and not the ratio of the medians. Whatever else the machine does for a while weighs on both
 * sides of a pair, and so on neither.
 *
 * @param {Figures[]} baseline @param {Figures[]} ours the same number of rounds, in the order in which they ran
 */
export function ratios(baseline, ours) {
  const pairs = baseline.map((theirs, index) => ({ theirs, own: /** @type {Figures} */ (ours[index]) }));
  return {
    rps: median(pairs.map(({ theirs, own }) => own.rps / theirs.rps)),
    p99: median(pairs.map(({ theirs, own }) => theirs.p99 / own.p99)),
  };
}
