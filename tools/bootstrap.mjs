#!/usr/bin/env node
// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './layout.mjs';
import { projects, readJson } from './manifests.mjs';
import { run, tail } from './run.mjs';

export const stampFile = join(root, 'node_modules/.bootstrap-stamp');

/** Whether node_modules is what the lockfile and all manifests ask for. */
export const isInstalled = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();

/** Installs the dependencies with the pnpm that package.json names, which npx fetches; nothing else needs to be on the machine. */
export async function install() {
  const wanted = readJson(join(root, 'package.json')).packageManager.split('+')[0];
  const args = ['install', '--frozen-lockfile'];
  const have = spawnSync('pnpm', ['--version'], { cwd: '/', encoding: 'utf8' });
  const [command, ...before] = `pnpm@${have.stdout?.trim()}` === wanted ? ['pnpm'] : ['npx', '--yes', wanted];
  // An install that is cut short must not pass for the one before it.
  rmSync(stampFile, { force: true });
  // WHY: with CI set, pnpm never asks.
  const { code, output } = await run(command ?? 'npx', [...before, ...args], { env: { ...process.env, CI: 'true' } });
  if (code !== 0) {
    const hint = output.includes('OUTDATED_LOCKFILE') ? ` A package.json has changed: \`npx ${wanted} install --no-frozen-lockfile\`, and commit pnpm-lock.yaml.` : '';
    throw new Failure(`The dependencies cannot be installed.${hint}`, tail(output));
  }
  writeFileSync(stampFile, stamp());
}

/** What the installed packages depend on, in short. */
export function stamp() {
  const hash = createHash('sha256').update(process.versions.modules).update(process.platform + process.arch);
  const manifests = /** @type {const} */ (['apps', 'libs']).flatMap((kind) => projects(kind).map((name) => `${kind}/${name}/package.json`));
  for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests]) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
