import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret that nobody can guess: 256 bits of the system's random source, in base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/**
 * What is stored of a token. WHY: SHA-256 without salt is enough for 256 random bits, there is nothing to try; and it can be found by an index, which a
 * password hash could not.
 */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether two values are the same, in a time that does not tell how much of them is. */
export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
