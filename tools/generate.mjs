#!/usr/bin/env node
// @ts-check
// npm run generate [-- --check]: writes what follows from the manifests, so that adding an app touches its own folder.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Failure, report } from './failure.mjs';
import { root } from './layout.mjs';
import { manifests, projects, readJson } from './manifests.mjs';

/** @typedef {Record<string, string>} Files text by path */

/** All generated files of a checkout as they should be. @param {string} [base] @returns {Files} */
export function generated(base = root) {
  const all = [...projects('libs', base).map((name) => `libs/${name}`), ...projects('apps', base).map((name) => `apps/${name}`)];
  /** @type {Files} */
  const files = { 'tsconfig.json': json({ files: [], references: all.map((path) => ({ path })) }) };
  for (const path of all) files[`${path}/tsconfig.json`] = projectConfig(base, path);
  if (existsSync(join(base, 'README.md'))) files['README.md'] = withAppTable(readFileSync(join(base, 'README.md'), 'utf8'), base);
  return files;
}

/** The files that are not what they should be. @param {string} [base] */
export function stale(base = root) {
  return Object.entries(generated(base)).filter(([path, text]) => !existsSync(join(base, path)) || readFileSync(join(base, path), 'utf8') !== text);
}

/** The project's own tsconfig.json with the references that its dependencies ask for. @param {string} base @param {string} path */
function projectConfig(base, path) {
  const file = join(base, path, 'tsconfig.json');
  const config = existsSync(file) ? readJson(file) : defaultConfig;
  const { dependencies = {} } = readJson(join(base, path, 'package.json'));
  const libs = Object.keys(dependencies).filter((name) => name.startsWith('@roadmap/')).map((name) => `libs/${name.slice('@roadmap/'.length)}`);
  const references = libs.sort().map((lib) => ({ path: relative(path, lib).replaceAll('\\', '/') }));
  return json({ ...config, references });
}

const defaultConfig = {
  extends: '../../tsconfig.base.json',
  compilerOptions: { rootDir: 'src', outDir: 'dist', tsBuildInfoFile: 'dist/.tsbuildinfo' },
  include: ['src/**/*.ts'],
  exclude: ['src/**/*.spec.ts'],
};

/** @param {string} readme @param {string} base */
function withAppTable(readme, base) {
  const [begin, end] = ['<!-- apps:begin -->', '<!-- apps:end -->'];
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`README.md has no ${begin} … ${end}, where the table of apps belongs.`);
  const rows = manifests({ base, env: {} }).map(({ name, title, level, port, summary }) => `| [${title}](apps/${name}) | ${level} | ${port} | ${summary} |`);
  const table = ['| App | Level | Port | What it is |', '| --- | --- | --- | --- |', ...rows].join('\n');
  return `${readme.slice(0, from)}${begin}\n${table}\n${readme.slice(to)}`;
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

if (process.argv[1] === import.meta.filename) {
  try {
    const changes = stale();
    if (process.argv.includes('--check') && changes.length > 0) {
      throw new Failure(`Out of date: ${changes.map(([path]) => path).join(', ')}. \`npm run generate\` mends it.`);
    }
    for (const [path, text] of changes) writeFileSync(join(root, path), text);
    for (const [path] of changes) console.log(`wrote ${path}`);
  } catch (error) {
    process.exitCode = report(error);
  }
}
