// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canInstall } from './apt.mjs';
import { root } from './layout.mjs';
import { which } from './machine.mjs';
import { projects } from './manifests.mjs';

/**
 * A program that some tests need, beside the databases: tests whose file names end in `suffix` run where `variable` names it.
 *
 * @typedef {{ variable: string, suffix: string, names: string[], macos?: string, debian: string, brew: string }} TestTool
 */

/** @type {TestTool[]} */
const all = [
  {
    variable: 'TEST_CHROMIUM',
    suffix: '.browser-spec.ts',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    macos: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    debian: 'chromium',
    brew: '--cask google-chrome',
  },
  { variable: 'TEST_OATHTOOL', suffix: '.oathtool-spec.ts', names: ['oathtool'], debian: 'oathtool', brew: 'oath-toolkit' },
];

/** @param {TestTool} tool */
function find({ variable, names, macos }) {
  const given = process.env[variable];
  if (given && existsSync(given)) return given;
  return which(...names) ?? (macos && existsSync(macos) ? macos : undefined);
}

/** Those that the tests of these projects need; no names mean all projects. @param {string[]} names */
function needed(names) {
  /** @param {'apps' | 'libs'} kind */
  const chosen = (kind) => projects(kind).filter((name) => names.length === 0 || names.includes(name)).map((name) => join(root, kind, name, 'test'));
  const files = [...chosen('apps'), ...chosen('libs')].filter(existsSync).flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }));
  return all.filter(({ suffix }) => files.some((file) => file.endsWith(suffix)));
}

/** Those that are needed and not there yet. @param {string[]} names of projects */
export const missingTools = (names) => needed(names).filter((tool) => !find(tool));

/**
 * Finds the programs, or installs them where that is ours to do.
 *
 * @param {string[]} names of projects
 * @returns {Promise<{ env: Record<string, string>, notRun: import('./test-steps.mjs').TestStep[] }>} the variables that name them, and what cannot run without
 */
export async function testTools(names) {
  /** @type {Record<string, string>} */
  const env = {};
  const notRun = [];
  for (const tool of needed(names)) {
    if (!find(tool) && canInstall()) await aptInstall(tool.debian);
    const found = find(tool);
    // Empty and not absent: a path in the reader's own environment that leads nowhere must not reach the tests.
    env[tool.variable] = found ?? '';
    if (!found) notRun.push({ name: `*${tool.suffix}`, args: [], needs: { tool: tool.debian, install: process.platform === 'darwin' ? `brew install ${tool.brew}` : `sudo apt-get install -y ${tool.debian}` } });
  }
  return { env, notRun };
}
