#!/usr/bin/env node
// @ts-check
// What the Markdown files promise: links and anchors lead somewhere, commands exist, no path is one of somebody's machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { Failure, report } from '../failure.mjs';
import { root } from '../layout.mjs';
import { readJson } from '../manifests.mjs';
import { anchors, codeLines, links } from './markdown.mjs';

/** Paths that exist on one machine only. */
const machinePath = /(?<![\w.~-])\/(?:home\/(?!<)[\w.-]+|Users\/(?!<)[\w.-]+|root(?=[/\s`"')]|$)|tmp\/[\w.-]+|work\/[\w.-]+|var\/folders\/)/;

/** @param {string} base @returns {string[]} tracked files and those that could be */
function markdownFiles(base) {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*.md'], { cwd: base, encoding: 'utf8' });
  return stdout.split('\0').filter((file) => file && existsSync(join(base, file)));
}

/** All violations, one line each. @param {string} [base] @param {string[]} [files] @returns {string[]} */
export function violations(base = root, files = markdownFiles(base)) {
  const scripts = ['start', 'test', ...Object.keys(readJson(join(base, 'package.json')).scripts)];
  return files.flatMap((file) => {
    const text = readFileSync(join(base, file), 'utf8');
    return [
      ...links(text).flatMap((target) => broken(base, file, target)),
      ...codeLines(text).flatMap((line) => unknownScript(file, line, scripts)),
      ...text.split('\n').flatMap((line, index) => (machinePath.test(line) ? [`${file}:${index + 1}: names a path of one machine: ${machinePath.exec(line)?.[0]}`] : [])),
    ];
  });
}

/** @param {string} base @param {string} file @param {string} target */
function broken(base, file, target) {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return [];
  const [path = '', anchor] = decodeURI(target).split('#');
  const to = path === '' ? file : normalize(path.startsWith('/') ? path.slice(1) : join(dirname(file), path));
  if (!existsSync(join(base, to))) return [`${file}: links to ${target}, which does not exist`];
  if (!anchor || /^L\d+/.test(anchor) || !to.endsWith('.md') || !statSync(join(base, to)).isFile()) return [];
  return anchors(readFileSync(join(base, to), 'utf8')).has(anchor.toLowerCase()) ? [] : [`${file}: links to ${target}, but ${to} has no such heading`];
}

/** @param {string} file @param {string} line @param {string[]} scripts */
function unknownScript(file, line, scripts) {
  const script = /^\s*(?:\$ )?npm (?:run (?:-\S+ )*([\w:-]+)|(start|test)\b)/.exec(line);
  const name = script?.[1] ?? script?.[2];
  return name && !scripts.includes(name) ? [`${file}: \`npm run ${name}\` is no script of package.json`] : [];
}

if (process.argv[1] === import.meta.filename) {
  try {
    const found = violations();
    if (found.length > 0) throw new Failure(`${found.length} broken promise${found.length === 1 ? '' : 's'} in the docs.`, found.join('\n'));
  } catch (error) {
    process.exitCode = report(error);
  }
}
