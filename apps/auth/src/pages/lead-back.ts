const NOWHERE = 'http://own.invalid';

/**
 * Where a sign-in may lead: a path of this app, and nothing else.
 *
 * TRAP: `//evil`, `/\evil` and a tab between the two are other hosts to a browser, and begin with a slash all the same. So the text is read as a browser reads
 * it, and what it means is what is used.
 */
export function leadBack(returnTo: string): string {
  if (!/^\/[\x21-\x7e]*$/.test(returnTo) || !URL.canParse(returnTo, NOWHERE)) return '/account';
  const { origin, pathname, search } = new URL(returnTo, NOWHERE);
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search : '/account';
}
