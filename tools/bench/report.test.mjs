// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseReport, ratioLines } from './report.mjs';

const goals = { name: 'todo-read', goal: 0.6, goalP99: 0.5 };
const baseline = [{ rps: 1000, p50: 2, p99: 10 }];
const ours = [{ rps: 714, p50: 3.456, p99: 16 }];

test('a case has one line for its requests per second and one for its p99', () => {
  assert.deepEqual(ratioLines(goals, baseline, ours), ['ratio todo-read 0.71 goal 0.60', 'ratio todo-read-p99 0.63 goal 0.50']);
});

test('a report shows the medians of both sides and ends with the ratios', () => {
  assert.equal(
    caseReport(goals, baseline, ours),
    [
      '  todo-read   req/s   p50 ms   p99 ms',
      '  baseline    1000    2.00     10.00',
      '  ours        714     3.46     16.00',
      'ratio todo-read 0.71 goal 0.60',
      'ratio todo-read-p99 0.63 goal 0.50',
    ].join('\n'),
  );
});
