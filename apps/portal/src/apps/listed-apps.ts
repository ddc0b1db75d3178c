import { z } from 'zod';

/** Who is listed says so in its manifest. */
export const level = z.enum(['beginner', 'intermediate', 'advanced']);

const listedApp = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'is not a name such as url-shortener'),
  title: z.string().trim().min(1).max(100),
  level,
  summary: z.string().trim().min(1).max(300),
  // TRAP: "javascript:…" is a URL too, and this one becomes a link on the page.
  url: z.string().refine(isPlainAddress, 'is not an http(s) address without user, query and fragment').transform(withoutLastSlash),
});

/** An app as the environment lists it; `url` does not end with a slash. */
export type ListedApp = z.output<typeof listedApp>;

const list = z.array(listedApp).max(200).refine(namesDiffer, 'names an app twice');

/**
 * A variable with a JSON array of apps.
 *
 * @param self the app that reads it, which does not list itself
 */
export const listedApps = (self: string) =>
  z.string().transform((text, context): ListedApp[] => {
    const result = list.safeParse(parse(text));
    if (result.success) return result.data.filter(({ name }) => name !== self);
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', message: [path.join('.'), message].filter(Boolean).join(': ') });
    return z.NEVER;
  });

/** Not JSON is not an array either, and the reader of the message has to mend the same thing. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPlainAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

function withoutLastSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

function namesDiffer(apps: { name: string }[]): boolean {
  return new Set(apps.map(({ name }) => name)).size === apps.length;
}
