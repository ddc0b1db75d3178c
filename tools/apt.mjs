// @ts-check
import { which } from './machine.mjs';
import { run } from './run.mjs';
import { isRoot } from './services/unprivileged.mjs';

/** Whether this machine lets us install system packages: Debian or a relative of it, and root. */
export const canInstall = () => Boolean(isRoot && which('apt-get'));

/**
 * Installs a Debian package; the package lists are fetched only where that fails without.
 *
 * @param {string} name
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export async function aptInstall(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  const first = await install();
  if (first.code === 0) return first;
  await run('apt-get', ['update'], { env });
  return install();
}
