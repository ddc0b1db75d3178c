import { createHash } from 'node:crypto';
import { COMMON_PASSWORDS } from './common-passwords.js';
import type { Ranges } from './breached-passwords.js';

const known = new Map<string, string[]>();
for (const password of COMMON_PASSWORDS) {
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  known.set(digest.slice(0, 5), [...(known.get(digest.slice(0, 5)) ?? []), digest.slice(5)]);
}

/** The best known passwords of eight characters and more, without a network: for development, tests and machines that may not call out. */
export const offlineRanges: Ranges = async (prefix) => known.get(prefix) ?? [];
