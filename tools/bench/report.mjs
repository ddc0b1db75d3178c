// @ts-check
import { table } from '../progress.mjs';
import { medianRound, ratios } from './statistics.mjs';

/** @typedef {import('./statistics.mjs').Figures} Figures */
/** @typedef {{ name: string, goal: number, goalP99: number }} Goals */

/** The lines that are read by people and by programs. More is better in both. @param {Goals} goals @param {Figures[]} baseline @param {Figures[]} ours */
export function ratioLines({ name, goal, goalP99 }, baseline, ours) {
  const { rps, p99 } = ratios(baseline, ours);
  return [`ratio ${name} ${rps.toFixed(2)} goal ${goal.toFixed(2)}`, `ratio ${name}-p99 ${p99.toFixed(2)} goal ${goalP99.toFixed(2)}`];
}

/** Medians of both sides, then the ratios. @param {Goals} goals @param {Figures[]} baseline @param {Figures[]} ours */
export function caseReport(goals, baseline, ours) {
  const row = (/** @type {string} */ side, /** @type {Figures[]} */ rounds) => {
    const { rps, p50, p99 } = medianRound(rounds);
    return [side, rps.toFixed(0), p50.toFixed(2), p99.toFixed(2)];
  };
  const figures = table([[goals.name, 'req/s', 'p50 ms', 'p99 ms'], row('baseline', baseline), row('ours', ours)]);
  return [figures, ...ratioLines(goals, baseline, ours)].join('\n');
}
