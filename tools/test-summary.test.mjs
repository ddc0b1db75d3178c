// @ts-check
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { Summary } from './test-summary.mjs';

const before = process.env.CI;
afterEach(() => {
  if (before === undefined) delete process.env.CI;
  else process.env.CI = before;
});

/** Prints a summary and returns its exit code and text. @param {Summary} summary */
function print(summary) {
  const log = mock.method(console, 'log', () => undefined);
  const code = summary.print();
  log.mock.restore();
  return { code, text: log.mock.calls.map((call) => call.arguments.join(' ')).join('\n') };
}

const passing = { name: 'passing', args: ['-e', ''] };
const failing = { name: 'failing', args: ['-e', 'process.exit(3)'] };
const impossible = { name: 'impossible', args: [], needs: { tool: 'no-such-tool', install: 'get no-such-tool' } };

test('passes when all steps pass', async () => {
  const summary = new Summary();
  await summary.runAll([passing, passing]);
  assert.equal(print(summary).code, 0);
});

test('runs the others when one fails, and fails', async () => {
  const summary = new Summary();
  await summary.runAll([failing, passing]);
  const { code, text } = print(summary);
  assert.equal(code, 1);
  assert.match(text, /failing +FAILED/);
  assert.match(text, /passing +passed/);
});

test('names what could not run and how to get it, and fails for it in CI', async () => {
  const summary = new Summary();
  await summary.runAll([impossible, passing]);
  delete process.env.CI;
  assert.equal(print(summary).code, 0);
  process.env.CI = 'true';
  const { code, text } = print(summary);
  assert.equal(code, 1);
  assert.match(text, /NOT RUN: impossible, for want of no-such-tool: get no-such-tool/);
});
