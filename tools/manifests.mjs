// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { root } from './layout.mjs';

/**
 * @typedef {object} Manifest what an app says of itself under "roadmap" in its package.json
 * @property {string} name the folder's name
 * @property {string} title
 * @property {'beginner' | 'intermediate' | 'advanced'} level
 * @property {string} summary
 * @property {number} port as the manifest has it, or as `<NAME>_PORT` moves it
 * @property {string[]} teaches
 * @property {('postgres' | 'redis')[]} needs
 */

/** The setting that moves an app to another port. @param {string} name */
export const portSetting = (name) => `${name.toUpperCase().replaceAll('-', '_')}_PORT`;

/** Folders with a package.json. @param {'apps' | 'libs'} kind @param {string} [base] @returns {string[]} */
export function projects(kind, base = root) {
  const dir = join(base, kind);
  return existsSync(dir) ? readdirSync(dir).filter((name) => existsSync(join(dir, name, 'package.json'))).sort() : [];
}

/** @param {string} file @returns {any} */
export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** All apps, by port. @param {{ base?: string, env?: NodeJS.ProcessEnv }} [options] @returns {Manifest[]} */
export function manifests({ base = root, env = process.env } = {}) {
  const apps = projects('apps', base).map((name) => {
    const manifest = readJson(join(base, 'apps', name, 'package.json')).roadmap;
    if (!manifest) throw new Failure(`apps/${name}/package.json has no "roadmap" manifest.`);
    const moved = env[portSetting(name)];
    if (moved !== undefined && !/^[1-9]\d{0,4}$/.test(moved)) throw new Failure(`${portSetting(name)}=${moved} is not a port.`);
    return { name, teaches: [], needs: [], ...manifest, port: Number(moved ?? manifest.port) };
  });
  return apps.sort((a, b) => a.port - b.port);
}

/** The named apps, or all. @param {string[]} names @returns {Manifest[]} */
export function choose(names) {
  const apps = manifests();
  const unknown = names.find((name) => !apps.some((app) => app.name === name));
  if (unknown) throw new Failure(`There is no app "${unknown}". There are: ${apps.map((app) => app.name).join(', ')}.`);
  return names.length > 0 ? apps.filter((app) => names.includes(app.name)) : apps;
}
