import { createHash, randomInt } from 'node:crypto';

/** How many codes a person gets. */
export const CODES = 10;

/** Without i, l, o and u: what looks alike is not in it, and no word comes up. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 7;
const GROUP_LENGTH = 4;

/** Ten new codes of 140 bits, e.g. `7h2k-…`: too many to guess, so a fast hash keeps them safe. */
export const newRecoveryCodes = (): string[] => Array.from({ length: CODES }, newCode);

/** What is stored of a code: however it was typed, it has one hash. */
export function hashRecoveryCode(code: string): Buffer {
  const plain = code.normalize('NFKC').toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(`recovery-code:${plain}`).digest();
}

const newCode = (): string => Array.from({ length: GROUPS }, newGroup).join('-');
const newGroup = (): string => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
