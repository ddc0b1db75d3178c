// @ts-check
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import { root } from '../layout.mjs';

// TRAP: where CI is set, typescript-eslint takes each file from the disk, and would not see the texts of these tests.
const overrideConfig = [{ languageOptions: { parserOptions: { disallowAutomaticSingleRunInference: true } } }];
const eslint = new ESLint({ cwd: root, overrideConfig });

/** Lints a text as if it stood in that file, which must exist. @param {string} file @param {string} text */
async function lint(file, text) {
  const [result] = await eslint.lintText(text, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ line, ruleId }) => `${line} ${ruleId}`);
}

test('what the house style forbids in product code', async () => {
  const text = [
    "export * from './x.js';",
    'export default 1;',
    'export const a = process.env.PORT;',
    'export const b = Date.now();',
    'export const c = new Date();',
    'export async function d() {}',
    'export function e() { d(); }',
    'export async function f() { await 1; }',
    'export const fine = [new Date(0), Date.UTC(2026)];',
  ].join('\n');
  assert.deepEqual(await lint('libs/errors/src/app-error.ts', text), [
    '1 no-restricted-syntax',
    '2 no-restricted-syntax',
    '3 no-restricted-properties',
    '4 no-restricted-syntax',
    '5 no-restricted-syntax',
    '7 @typescript-eslint/no-floating-promises',
    '8 @typescript-eslint/await-thenable',
  ]);
});

test('what it forbids in tests', async () => {
  const text = ['it.skip("a", () => {});', 'describe.only("b", () => {});', 'it.todo("c");', 'xit("d", () => {});', 'test.skip.each([1])("e", () => {});', 'it("f", () => void [new Date(), process.env.X]);'];
  const found = await lint('libs/errors/src/problem.spec.ts', text.join('\n'));
  assert.deepEqual(found, [1, 2, 3, 4, 5].map((line) => `${line} no-restricted-syntax`));
});

test('how long a file may be', async () => {
  assert.deepEqual(await lint('tools/build.mjs', 'void 0;\n'.repeat(301)), ['301 max-lines']);
});
