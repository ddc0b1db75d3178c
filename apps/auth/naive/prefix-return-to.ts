/**
 * The redirect check that everybody writes first: it begins with a slash, or with our own address, so it must be ours. A browser reads `//evil.example` as
 * another host, turns `/\` into `//`, drops tabs, and takes all before an `@` for a name and a password.
 */
export function prefixReturnTo(value: string, own: string): string {
  return value.startsWith('/') || value.startsWith(own) ? value : '/account';
}
