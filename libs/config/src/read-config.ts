import { z } from 'zod';

/** Thrown by {@link readConfig}: one line per wrong or missing variable, values never shown. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not right:\n${problems.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const demoValues = z.registry<{ value: string }>();

/**
 * A variable with a value that is good for a laptop and nowhere else (a password, a signing key). Development and test use `value` when the variable is
 * not set; with `NODE_ENV=production` the variable is required and this very value is refused.
 *
 * @example demo(z.string().min(32), 'demo-cursor-secret-for-development-only')
 */
export function demo<T extends z.ZodType>(schema: T, value: string): z.ZodPipe<z.ZodTransform, T> {
  const field = z.preprocess((given) => given, schema);
  demoValues.add(field, { value });
  return field as z.ZodPipe<z.ZodTransform, T>;
}

/**
 * Reads an environment by a zod object whose keys are the variables' names. An empty variable counts as not set.
 *
 * @param env usually `process.env`; several apps in one process each get their own
 * @throws {ConfigError} naming all wrong variables at once
 */
export function readConfig<T extends z.ZodObject>(schema: T, env: Environment): z.output<T> {
  const production = env.NODE_ENV === 'production';
  const given: Environment = {};
  const problems: string[] = [];
  for (const [name, field] of Object.entries(schema.shape)) {
    given[name] = env[name] === '' ? undefined : env[name];
    const demoValue = demoValues.get(field as z.ZodType)?.value;
    if (demoValue === undefined) continue;
    if (!production) given[name] ??= demoValue;
    else if (given[name] === demoValue) problems.push(`${name}: this is the demo value; production needs one of its own`);
  }
  const result = schema.safeParse(given);
  if (!result.success) problems.push(...result.error.issues.map((issue) => describe(issue, given)));
  if (problems.length > 0) throw new ConfigError(problems);
  return result.data as z.output<T>;
}

/** Variables by name, as `process.env` has them. */
export type Environment = Record<string, string | undefined>;

// WHY: zod's own message may quote what it was given, and a wrong secret is still a secret.
function describe(issue: z.core.$ZodIssue, given: Environment): string {
  const name = String(issue.path[0] ?? '(environment)');
  if (given[name] === undefined) return `${name}: is required and not set`;
  return `${name}: ${issue.code === 'custom' ? issue.message : issue.message.replaceAll(given[name], '…')}`;
}
