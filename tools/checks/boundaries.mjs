#!/usr/bin/env node
// @ts-check
// Which project may import which (docs/decisions and the README's map say why), checked on every import statement and every package.json.
import { builtinModules } from 'node:module';
import { join, normalize } from 'node:path';
import { Failure, report } from '../failure.mjs';
import { root } from '../layout.mjs';
import { projects, readJson } from '../manifests.mjs';
import { importsOf, sources } from './imports.mjs';
import { isTest, layerOf, testLib } from './layers.mjs';

/** @typedef {{ kind: 'apps' | 'libs', name: string, package: string, path: string, dependencies: string[], devDependencies: string[] }} Project */

/** All violations in a checkout, one line each. @param {string} [base] @returns {string[]} */
export function violations(base = root) {
  const all = /** @type {const} */ (['libs', 'apps']).flatMap((kind) => projects(kind, base).map((name) => describe(base, kind, name)));
  const byPackage = new Map(all.map((project) => [project.package, project]));
  return [
    ...all.filter(({ kind, name }) => kind === 'libs' && layerOf(name) < 0).map(({ path }) => `${path}: has no layer; give it one in tools/checks/layers.mjs`),
    ...all.flatMap((project) => manifestViolations(project, byPackage)),
    ...all.flatMap((project) => sources(base, project.path).flatMap((file) => importsOf(base, file).flatMap((one) => importViolations(project, one, byPackage, base)))),
    ...cycles(all),
  ];
}

/** @param {string} base @param {'apps' | 'libs'} kind @param {string} name @returns {Project} */
function describe(base, kind, name) {
  const { name: packageName = `@roadmap/${name}`, dependencies = {}, devDependencies = {}, peerDependencies = {}, optionalDependencies = {} } = readJson(join(base, kind, name, 'package.json'));
  return {
    kind,
    name,
    package: packageName,
    path: `${kind}/${name}`,
    dependencies: Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }),
    devDependencies: Object.keys(devDependencies),
  };
}

/** @param {Project} project @param {Map<string, Project>} byPackage */
function manifestViolations(project, byPackage) {
  const found = [];
  for (const [list, names] of /** @type {const} */ ([['dependencies', project.dependencies], ['devDependencies', project.devDependencies]])) {
    for (const name of names.filter((one) => one.startsWith('@roadmap/'))) {
      const target = byPackage.get(name);
      const reason = target ? forbidden(project, target, list === 'devDependencies') : 'does not exist';
      if (reason) found.push(`${project.path}/package.json: ${list} has ${name}, which ${reason}`);
    }
  }
  return found;
}

/** @param {Project} project @param {import('./imports.mjs').Import} one @param {Map<string, Project>} byPackage @param {string} base */
function importViolations(project, { file, specifier, isType }, byPackage, base) {
  /** @param {string} reason */
  const violation = (reason) => [`${file}: imports ${specifier}, which ${reason}`];
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = normalize(join(file, '..', specifier)).replaceAll('\\', '/');
    const preset = file.endsWith('jest.config.mjs') && target === 'jest.preset.mjs';
    return preset || target.startsWith(`${project.path}/`) ? [] : violation('leaves the project; import the package by its name');
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier) || specifier.startsWith('#')) return [];
  const packageName = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const test = isTest(file);
  const target = byPackage.get(packageName);
  const reason = target && forbidden(project, target, test);
  if (reason) return violation(reason);
  if (project.dependencies.includes(packageName) || packageName === project.package) return [];
  if ((test || isType) && project.devDependencies.includes(packageName)) return [];
  if (test && rootPackages(base).includes(packageName)) return [];
  return violation(project.devDependencies.includes(packageName) ? 'only tests may use (it is a devDependency)' : 'package.json does not declare');
}

/** Why `from` may not import `to`; undefined where it may. @param {Project} from @param {Project} to @param {boolean} test */
function forbidden(from, to, test) {
  if (from === to) return undefined;
  if (to.kind === 'apps') return `is an app: ${from.kind === 'libs' ? 'libs know no app' : 'between apps there is only the network'}`;
  if (to.name === testLib) return test ? undefined : 'is for tests alone';
  if (from.kind === 'apps' || test) return undefined;
  if (layerOf(to.name) >= layerOf(from.name)) return `does not lie in a lower layer than ${from.name} (tools/checks/layers.mjs)`;
  return undefined;
}

/** What the root offers to every test. @param {string} base @returns {string[]} */
const rootPackages = (base) => Object.keys(readJson(join(base, 'package.json')).devDependencies ?? {});

/** Circles of dependencies among the libs, tests left out. @param {Project[]} all */
function cycles(all) {
  /** @type {string[]} */
  const found = [];
  /** @type {Set<string>} */
  const finished = new Set();
  /** @param {Project} project @param {string[]} trail */
  const visit = (project, trail) => {
    if (trail.includes(project.path)) return void found.push(`circle: ${[...trail.slice(trail.indexOf(project.path)), project.path].join(' -> ')}`);
    if (finished.has(project.path)) return;
    for (const other of all) if (project.dependencies.includes(other.package)) visit(other, [...trail, project.path]);
    finished.add(project.path);
  };
  for (const project of all) visit(project, []);
  return found;
}

if (process.argv[1] === import.meta.filename) {
  try {
    const found = violations();
    if (found.length > 0) throw new Failure(`${found.length} import${found.length === 1 ? '' : 's'} across a boundary.`, found.join('\n'));
  } catch (error) {
    process.exitCode = report(error);
  }
}
