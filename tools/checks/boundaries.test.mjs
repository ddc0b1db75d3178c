// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkout } from '../test/scratch.mjs';
import { violations } from './boundaries.mjs';

test('says nothing of an innocent checkout', () => assert.deepEqual(violations(checkout()), []));

/** @type {[string, Record<string, string | object>, RegExp][]} */
const planted = [
  ['a lib that imports an app', { 'libs/http/src/x.ts': "import { c } from '@roadmap/shop';\nvoid c;" }, /^libs\/http\/src\/x\.ts: .* is an app: libs know no app$/],
  ['a lib that imports an app by path', { 'libs/http/src/x.ts': "import { c } from '../../../apps/shop/src/app.js';\nvoid c;" }, /leaves the project/],
  ['a lib that imports an app when called', { 'libs/http/src/x.ts': "export const load = () => import('@roadmap/shop');" }, /is an app/],
  ['a type of an app in a lib', { 'libs/http/src/x.ts': "import type { c } from '@roadmap/shop';\nexport type C = typeof c;" }, /is an app/],
  ['an app in a lib\'s manifest', { 'libs/config/package.json': { dependencies: { zod: '4', '@roadmap/todo': 'workspace:*' } } }, /^libs\/config\/package\.json: .* is an app/],
  ['an app that imports an app', { 'apps/todo/src/x.ts': "export { c } from '@roadmap/shop';" }, /only the network/],
  ['a test that imports another app', { 'apps/todo/test/x.ts': "export { c } from '@roadmap/shop';" }, /only the network/],
  ['a lower lib that imports a higher one', { 'libs/config/src/x.ts': "export { b } from '@roadmap/http';" }, /lower layer/],
  ['a lib without a layer', { 'libs/money/package.json': { name: '@roadmap/money' } }, /^libs\/money: has no layer/],
  ['product code that imports the test lib', { 'apps/todo/src/x.ts': "export { b } from '@roadmap/testing';" }, /for tests alone/],
  ['the test lib among the dependencies', { 'apps/shop/package.json': { roadmap: {}, dependencies: { '@roadmap/testing': 'workspace:*' } } }, /for tests alone/],
  ['an undeclared import', { 'apps/shop/src/x.ts': "export { z } from 'zod';" }, /does not declare/],
  ['product code on a devDependency', { 'apps/shop/package.json': { roadmap: {}, devDependencies: { zod: '4' } }, 'apps/shop/src/x.ts': "export { z } from 'zod';" }, /only tests may use/],
  ['a manifest that names what does not exist', { 'apps/shop/package.json': { roadmap: {}, dependencies: { '@roadmap/nothing': 'workspace:*' } } }, /does not exist/],
];
for (const [name, files, expected] of planted) {
  test(`reports ${name}`, () => assert.match(violations(checkout(files)).join('\n'), new RegExp(expected, 'm')));
}

test('reports a circle', () => {
  const found = violations(checkout({ 'libs/config/package.json': { dependencies: { zod: '4', '@roadmap/http': 'workspace:*' } } }));
  assert.match(found.join('\n'), /circle: libs\/config -> libs\/http -> libs\/config/);
});

test('lets a type come from a devDependency', () => {
  const files = { 'apps/shop/package.json': { roadmap: {}, devDependencies: { zod: '4' } }, 'apps/shop/src/x.ts': "import type { z } from 'zod';\nexport type Z = typeof z;" };
  assert.deepEqual(violations(checkout(files)), []);
});
