// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, medianRound, percentile, ratios } from './statistics.mjs';

/** @param {number} rps @param {number} p99 */
const round = (rps, p99) => ({ rps, p50: 1, p99 });

test('the median is the middle value, or the mean of the middle two, in whatever order they come', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([10, 2, 4, 100]), 7);
  assert.equal(median([3]), 3);
  assert.ok(Number.isNaN(median([])));
});

test('the median leaves the order of the rounds alone: the ratios pair them', () => {
  const values = [3, 1, 2];
  median(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test('a percentile is a value that was seen', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  assert.equal(percentile(hundred, 0.5), 50);
  assert.equal(percentile(hundred, 0.99), 99);
  assert.equal(percentile([7], 0.99), 7);
  assert.equal(percentile([1, 2], 0), 1);
  assert.ok(Number.isNaN(percentile([], 0.5)));
});

test('each figure has a median of its own', () => {
  const rounds = [{ rps: 1, p50: 30, p99: 200 }, { rps: 2, p50: 10, p99: 300 }, { rps: 3, p50: 20, p99: 100 }];
  assert.deepEqual(medianRound(rounds), { rps: 2, p50: 20, p99: 200 });
});

test('in both ratios more is better: half the requests is 0.5, and twice the p99 is 0.5', () => {
  assert.deepEqual(ratios([round(1000, 10)], [round(500, 20)]), { rps: 0.5, p99: 0.5 });
  assert.deepEqual(ratios([round(1000, 10)], [round(2000, 5)]), { rps: 2, p99: 2 });
});

test('a ratio compares neighbouring rounds, so a spell in which the machine is slow changes nothing', () => {
  const baseline = [round(1000, 10), round(100, 100), round(1000, 10), round(100, 100)];
  const ours = [round(700, 12.5), round(70, 125), round(700, 12.5), round(70, 125)];
  assert.deepEqual(ratios(baseline, ours), { rps: 0.7, p99: 0.8 });
});
