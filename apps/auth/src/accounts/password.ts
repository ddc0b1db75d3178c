import { z } from 'zod';

/** Longer than any sentence; without a cap a megabyte of password is a cheap way to keep the server busy. */
const MAX_BYTES = 512;

const password = z
  .string()
  .max(128, 'has more than 128 characters')
  .refine((text) => Buffer.byteLength(text.normalize('NFKC')) <= MAX_BYTES, `has more than ${MAX_BYTES} bytes`);

/** A password that somebody chooses: eight characters at least, as people count them, and no rules about digits (NIST SP 800-63B). */
export const NewPassword = password.refine((text) => [...text.normalize('NFKC')].length >= 8, 'has fewer than 8 characters').meta({ format: 'password', minLength: 8 });

/** A password that somebody claims to have. TRAP: judging its form here would tell how the account's password looks. */
export const GivenPassword = password.meta({ format: 'password' });
