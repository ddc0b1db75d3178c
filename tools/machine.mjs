// @ts-check
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './layout.mjs';

/** Where a program is, looking beyond PATH into Homebrew's and the system's folders. @param {string[]} names @returns {string | undefined} */
export function which(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/opt/homebrew/bin', '/usr/local/bin', '/usr/bin', '/usr/sbin'];
  for (const name of names) {
    for (const folder of folders.filter(Boolean)) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/** Stops where this Node is older than package.json asks for, or where npm is missing. */
export function checkMachine() {
  const wanted = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  if (isOlder(process.versions.node, wanted)) {
    throw new Failure(`Node ${wanted} or newer is needed, this is ${process.versions.node}: get one from https://nodejs.org/en/download.`);
  }
  if (process.platform === 'win32') throw new Failure('Windows is supported through WSL: run this command inside it.');
  if (!which('npx')) throw new Failure('npx is not on the PATH; it comes with npm: https://nodejs.org/en/download.');
}

/** @param {string} version @param {string} than */
export function isOlder(version, than) {
  const [have, want] = [version, than].map((text) => text.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (have?.[i] ?? 0) - (want?.[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
