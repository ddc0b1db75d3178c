// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generated, stale } from './generate.mjs';
import { checkout, write } from './test/scratch.mjs';

/** @param {string} base */
const writeAll = (base) => Object.entries(generated(base)).forEach(([path, text]) => writeFileSync(join(base, path), text));

test('is stable, and notices a new app, a new dependency and an edited table', () => {
  const base = checkout();
  writeAll(base);
  assert.deepEqual(stale(base), []);
  assert.match(readFileSync(join(base, 'README.md'), 'utf8'), /\| \[Title\]\(apps\/todo\) \| beginner \| 3001 \| Summary\. \|/);

  write(base, { 'apps/new/package.json': { roadmap: { title: 'New', port: 3003 } } });
  assert.deepEqual(stale(base).map(([path]) => path), ['tsconfig.json', 'apps/new/tsconfig.json', 'README.md']);
  writeAll(base);

  write(base, { 'apps/new/package.json': { roadmap: { title: 'New', port: 3003 }, dependencies: { '@roadmap/config': 'workspace:*' } } });
  assert.deepEqual(stale(base).map(([path]) => path), ['apps/new/tsconfig.json']);
  writeAll(base);
  assert.deepEqual(JSON.parse(readFileSync(join(base, 'apps/new/tsconfig.json'), 'utf8')).references, [{ path: '../../libs/config' }]);

  write(base, { 'README.md': readFileSync(join(base, 'README.md'), 'utf8').replace('Summary.', 'Other.') });
  assert.deepEqual(stale(base).map(([path]) => path), ['README.md']);
});

test('takes no port from the environment', () => {
  process.env.TODO_PORT = '9';
  assert.match(generated(checkout())['README.md'] ?? '', /\| 3001 \|/);
  delete process.env.TODO_PORT;
});
