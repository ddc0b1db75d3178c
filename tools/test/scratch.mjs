// @ts-check
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

/** A folder that the databases' user can enter. */
export function makeDir() {
  const dir = mkdtempSync(join(tmpdir(), 'roadmap-tools-'));
  chmodSync(dir, 0o711);
  return dir;
}

/** The same, gone after the tests. */
export function scratchDir() {
  const dir = makeDir();
  after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Writes files; an object becomes JSON. @param {string} dir @param {Record<string, string | object>} files */
export function write(dir, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/**
 * A small checkout: libs `config`, `http` and `testing`, apps `todo` and `shop`, all of them innocent.
 *
 * @param {Record<string, string | object>} [planted] files on top
 */
export function checkout(planted = {}) {
  const dir = scratchDir();
  const roadmap = { title: 'Title', level: 'beginner', summary: 'Summary.', port: 3001, needs: [] };
  write(dir, {
    'package.json': { scripts: { generate: '' }, devDependencies: { supertest: '1' } },
    'README.md': '# Title\n\n<!-- apps:begin -->\n<!-- apps:end -->\n',
    'libs/config/package.json': { name: '@roadmap/config', dependencies: { zod: '4' } },
    'libs/config/src/index.ts': "import { z } from 'zod';\nexport const a = z;\n",
    'libs/http/package.json': { name: '@roadmap/http', dependencies: { '@roadmap/config': 'workspace:*' } },
    'libs/http/src/index.ts': "import { readFileSync } from 'node:fs';\nexport { a } from '@roadmap/config';\nexport const b = readFileSync;\n",
    'libs/testing/package.json': { name: '@roadmap/testing', dependencies: { '@roadmap/http': 'workspace:*', '@roadmap/config': 'workspace:*' } },
    'libs/testing/src/index.ts': "export { b } from '@roadmap/http';\n",
    'apps/todo/package.json': { name: '@roadmap/todo', roadmap, dependencies: { '@roadmap/http': 'workspace:*' }, devDependencies: { '@roadmap/testing': 'workspace:*' } },
    'apps/todo/src/app.ts': "export { b } from '@roadmap/http';\n",
    'apps/todo/test/app.e2e-spec.ts': "import { b } from '@roadmap/testing';\nimport request from 'supertest';\nimport * as app from '../src/app.js';\nvoid [b, request, app];\n",
    'apps/shop/package.json': { name: '@roadmap/shop', roadmap: { ...roadmap, port: 3002 } },
    'apps/shop/src/app.ts': 'export const c = 1;\n',
    ...planted,
  });
  return dir;
}
