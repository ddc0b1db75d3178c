/** What stands where a secret stood. */
export const REDACTED = '[redacted]';

/** Compared without case, spaces, `-`, `_` and `.`: `Set-Cookie`, `api_key`, `cardNumber`. */
const SECRET_KEY =
  /password|passwd|passphrase|secret|token|authorization|cookie|apikey|privatekey|accesskey|credential|cardnumber|creditcard|securitycode|onetimecode|recoverycode|sessionid|signature|^(?:pwd|auth|jwt|sid|card|pan|ccnumber|cvv2?|cvc2?|csc|iban|ssn|pin|otp|totp)$/;
/** Counts of words and the like. */
const HARMLESS_KEY = /^(?:prompt|completion|input|output|total|max)tokens$|^token(?:type|count|s?used)$/;

const known = new Map<string, boolean>();

/** Whether a field of this name may hold a secret. */
export function isSecretKey(key: string): boolean {
  const found = known.get(key);
  if (found !== undefined) return found;
  const name = key.slice(0, 200).replace(/[-_.\s]/g, '').toLowerCase();
  const secret = SECRET_KEY.test(name) && !HARMLESS_KEY.test(name);
  // WHY: the names of log fields are few and repeat, so each is matched once; names made up by a caller must not fill the memory.
  if (known.size < 2_000 && key.length < 100) known.set(key, secret);
  return secret;
}

// Each pattern is linear: a repetition is bounded, or of characters that cannot begin what follows it.
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,20}PRIVATE KEY-----)?/g;
const HEADER = /\b((?:set-)?cookie|(?:proxy-)?authorization)(\s?:\s?)(?!\s?\[redacted\])[^\r\n"']+/gi;
const AUTH_SCHEME = /\b(Bearer|Basic|DPoP)(\s+)[\w.~+/=-]{6,}/gi;
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g;
const URL_PASSWORD = /([a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#:@"'<>]{0,200}):[^\s/"'<>]{1,500}@/gi;
const ASSIGNED =
  /((?:password|passwd|pwd|passphrase|secret|token|api[-_]?key|authorization|cookie|cvv|cvc)(?:\s?=\s?|\\{0,4}["']\s?:\s?|\s?:\s?(?=["'])))(?:\\{0,4}"[^"]*"?|'[^']*'?|(?!\[redacted\])[^\s"'&,;}\]]+)/gi;
const CARD = /(?<![\w.-]|\d[ -])(?:\d[ -]?){12,18}\d(?![\w-]|\.\d)/g;

/** True for every text that {@link scrub} would change, and for few others: all that an ordinary line pays. */
export const mayHoldSecret = (text: string): boolean => SUSPICIOUS.test(text);
const SUSPICIOUS = /eyJ|:\/\/[^/]{0,700}@|PRIVATE KEY|bearer|basic|dpop|passw|pwd|passph|secret|token|api[-_]?key|authorization|cookie|cv[vc]|\d(?:[ -]?\d){12}/i;

/**
 * `text` without bearer tokens, JWTs, private keys, passwords in URLs and in `name=value` pairs, cookies and card numbers.
 *
 * @example
 * scrub('connect to postgres://todo:hunter2@db/todo') // 'connect to postgres://todo:[redacted]@db/todo'
 */
export function scrub(text: string): string {
  if (!mayHoldSecret(text)) return text;
  return text
    .replace(PRIVATE_KEY, REDACTED)
    .replace(URL_PASSWORD, `$1:${REDACTED}@`)
    .replace(HEADER, `$1$2${REDACTED}`)
    .replace(AUTH_SCHEME, `$1$2${REDACTED}`)
    .replace(JWT, REDACTED)
    .replace(ASSIGNED, `$1${REDACTED}`)
    .replace(CARD, (digits) => (isCardNumber(digits.replace(/\D/g, '')) ? REDACTED : digits));
}

/** Length and first digits of the card schemes, and the Luhn check digit: other long numbers, such as ids, are left alone. */
export function isCardNumber(digits: string): boolean {
  if (!/^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[0689]\d{12}|(?:35|6\d)\d{14}(?:\d{3})?)$/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 1 : 2);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
