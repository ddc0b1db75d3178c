// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.mjs';

test('an app alone is measured in all its cases', () => {
  assert.deepEqual(readOptions(['todo']), { app: 'todo', rounds: 5, seconds: 5, cases: [] });
});

test('rounds, seconds and cases can be named', () => {
  const words = ['todo', '--rounds', '7', '--seconds', '2', '--case', 'todo-read', '--case', 'todo-list'];
  assert.deepEqual(readOptions(words), { app: 'todo', rounds: 7, seconds: 2, cases: ['todo-read', 'todo-list'] });
});

for (const words of [[], ['todo', 'portal'], ['todo', '--fast'], ['todo', '--rounds', '0'], ['todo', '--seconds', '1.5']]) {
  test(`"${words.join(' ')}" is refused in a line`, () => assert.throws(() => readOptions(words), { name: 'Failure' }));
}
