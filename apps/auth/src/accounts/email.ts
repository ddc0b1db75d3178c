import { z } from 'zod';

/**
 * The one form in which an address is stored and looked up.
 *
 * TRAP: `Ana@example.com`, `ana@example.com` and the same in full-width letters look like one person to people and like three to a unique index. What
 * the mail provider does with dots and `+tags` is its own business: those are different addresses.
 */
export const canonicalEmail = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

/** An address in a body, made canonical. */
export const Email = z
  .string()
  .max(254)
  .transform(canonicalEmail)
  .pipe(z.email().max(254))
  .meta({ format: 'email', description: 'Upper and lower case are the same.' });
