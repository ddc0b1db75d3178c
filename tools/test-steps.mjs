// @ts-check
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { tsc } from './build.mjs';
import { Failure } from './failure.mjs';
import { root } from './layout.mjs';
import { projects, readJson } from './manifests.mjs';

/**
 * @typedef {object} TestStep
 * @property {string} name
 * @property {string[]} args of node
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [show] whether its output is shown as it comes; else only when it fails
 * @property {{ tool: string, install: string }} [needs] a program without which it cannot run, and how to get it
 */

/** @param {string} file */
const tool = (file) => join('tools', file);
const git = { tool: 'git', install: process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install -y git' };

function toolTests() {
  const files = readdirSync(join(root, 'tools'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.mjs'));
  return files.sort().map((file) => tool(file));
}

/** @type {TestStep[]} Cheap enough to run with the tests of a single project. */
export const quickChecks = [
  { name: 'generated', args: [tool('generate.mjs'), '--check'] },
  { name: 'boundaries', args: [tool('checks/boundaries.mjs')] },
];

/** @type {TestStep[]} In the order in which they are started; the long ones first. */
export const checks = [
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'] },
  { name: 'tools', args: ['--test', '--test-reporter=spec', ...toolTests()] },
  { name: 'test types', args: [tsc, '-p', 'tsconfig.test.json'] },
  { name: 'tool types', args: [tsc, '-p', 'tools/tsconfig.json'] },
  { name: 'docs', args: [tool('checks/docs.mjs')], needs: git },
  ...quickChecks,
];

/**
 * Unit and end-to-end tests by nx, of the named projects or of all.
 *
 * @param {string[]} names folders, e.g. `todo` or `http`
 * @returns {TestStep}
 */
export function projectTests(names) {
  const all = [...projects('libs'), ...projects('apps')];
  const unknown = names.find((name) => !all.includes(name));
  if (unknown) throw new Failure(`There is no project "${unknown}". There are: ${all.join(', ')}.`);
  // An app and a lib may share a folder name, as auth does: then both are meant.
  const packages = (/** @type {'apps' | 'libs'} */ kind) => projects(kind).filter((name) => names.includes(name)).map((name) => readJson(join(root, kind, name, 'package.json')).name);
  const chosen = names.length > 0 ? [`--projects=${[...packages('libs'), ...packages('apps')].join(',')}`] : [];
  // The build is done; nx would only ask about it again.
  const options = ['--target=test', '--parallel=2', '--outputStyle=static', '--excludeTaskDependencies', ...chosen];
  const { DATABASE_URL: _, REDIS_URL: __, PORT: ___, LOG_FILE: ____, ...env } = process.env;
  // TRAP: with its own terminal for each task, nx moves the tasks out of our process group and a Ctrl-C leaves them behind.
  const nx = { NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_DAEMON: 'false', NX_NATIVE_COMMAND_RUNNER: 'false', NODE_ENV: 'test' };
  return { name: 'tests', args: ['node_modules/nx/dist/bin/nx.js', 'run-many', ...options], env: { ...env, ...nx }, show: true };
}

