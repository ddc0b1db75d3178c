import { z } from 'zod';

/** A TCP port; 0 asks for any free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** `true`, `1`, `yes` or `on`, and their opposites. */
export const flag = z.stringbool();

/** A comma-separated list; blanks around and between are dropped. */
export const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()).filter(Boolean));

/** A JSON text, to be piped into the schema of what it holds: `json.pipe(z.array(Client))`. */
export const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** A whole number of seconds or milliseconds, as its variable's name says. */
export const duration = z.coerce.number().int().nonnegative();

/** Which rules apply: demo values are refused in production. */
export const nodeEnv = z.enum(['development', 'test', 'production']).default('development');
