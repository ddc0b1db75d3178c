// @ts-check
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** @typedef {{ file: string, specifier: string, isType: boolean }} Import `file` relative to the base; `isType` where nothing of it is left at run time */

/** Source files below `dir`, relative to `base`. @param {string} base @param {string} dir @returns {string[]} */
export function sources(base, dir) {
  return readdirSync(join(base, dir), { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return [];
    const path = join(dir, entry.name);
    if (entry.isDirectory()) return sources(base, path);
    return /\.(ts|mts|cts|js|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Every module a file names: import, export … from, import(), require(), import type. @param {string} base @param {string} file @returns {Import[]} */
export function importsOf(base, file) {
  const text = readFileSync(join(base, file), 'utf8');
  const types = typeOnly(file, text);
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({ file: file.replaceAll('\\', '/'), specifier: fileName, isType: types.has(pos) }));
}

/** Where the `import type` statements have their specifiers. @param {string} file @param {string} text */
function typeOnly(file, text) {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found = statements.filter((one) => (ts.isImportDeclaration(one) && one.importClause?.isTypeOnly) || (ts.isExportDeclaration(one) && one.isTypeOnly));
  return new Set(found.map((one) => /** @type {ts.ImportDeclaration} */ (one).moduleSpecifier.pos).map((pos) => pos + 1));
}
