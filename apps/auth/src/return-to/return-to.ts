/** Long enough for any page with its filters; a browser would take more, but who needs more? */
const MAX_LENGTH = 2_000;

/**
 * Where to go after a sign-in: a path of this site, or an address of an allowed origin, and `fallback` for all else.
 *
 * TRAP: `//evil.example`, `/\evil.example`, `/%09/evil.example` and `https:evil.example` all begin harmlessly and lead elsewhere, because browsers read
 * addresses more generously than any pattern does. So the address is read as a browser reads it (WHATWG), and what comes out is compared and used, not
 * what went in.
 *
 * @param own the origin of this site
 * @param allowed other origins, exactly as `URL.origin` writes them
 * @example safeReturnTo('/account?tab=keys', { own: 'https://auth.example.com' }) // '/account?tab=keys'
 */
export function safeReturnTo(value: unknown, { own, allowed = [], fallback = '/account' }: { own: string; allowed?: readonly string[]; fallback?: string }): string {
  if (typeof value !== 'string' || value.length > MAX_LENGTH) return fallback;
  // Browsers drop tabs and newlines and turn backslashes round; nobody honest sends them.
  if (/[\p{Cc}\s\\]/u.test(value) || suspicious(value)) return fallback;
  const { origin } = new URL(own);
  const isPath = value.startsWith('/') && !value.startsWith('//');
  if (!isPath && !/^https?:\/\//i.test(value)) return fallback;
  const url = URL.canParse(value, own) ? new URL(value, own) : undefined;
  if (!url || url.username || url.password) return fallback;
  if (url.origin === origin) {
    const path = url.pathname + url.search + url.hash;
    // "/.//evil.example" is a path here and another host wherever it is read again.
    return path.startsWith('//') ? fallback : path;
  }
  return !isPath && allowed.includes(url.origin) ? url.href : fallback;
}

/** Encoded once more than needed, so that it turns into one of the above where somebody decodes it again. */
function suspicious(value: string): boolean {
  let decoded = value;
  for (let round = 0; round < 3; round++) {
    try {
      decoded = decodeURIComponent(decoded);
    } catch {
      return false;
    }
    if (/[\p{Cc}\\]/u.test(decoded) || /^\/{2,}/.test(decoded)) return true;
  }
  return false;
}
