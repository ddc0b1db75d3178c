import { mayHoldSecret, scrub } from './secret-patterns.js';

/** The strings and the long numbers of a JSON text. */
const TOKENS = /"(?:[^"\\]|\\.)*"|(?<![\d.])\d{13,19}(?![\d.])/g;

/**
 * pino's `streamWrite` hook: the finished line without anything that looks like a secret, wherever it came from: message, stack, field, child binding.
 *
 * WHY: on the finished line, because that is one test for the lines that have nothing to hide. Those that may have are taken apart token by token, decoded, since a
 * secret can begin right after a `\n` escape, and put together again, so that they stay valid JSON and big integers keep their digits.
 */
export function scrubLine(line: string): string {
  return mayHoldSecret(line) ? line.replace(TOKENS, scrubToken) : line;
}

function scrubToken(token: string): string {
  const text = token.startsWith('"') ? (JSON.parse(token) as string) : token;
  const safe = scrub(text);
  return safe === text ? token : JSON.stringify(safe);
}
