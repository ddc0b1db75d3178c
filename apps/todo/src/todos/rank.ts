/**
 * Keys for an order that people make by hand. Between any two keys there is always another, so a move writes the moved row and no other.
 *
 * A key is a number of six digits in base 62, and behind it, where two neighbours left no room between their numbers, a fraction. Digits are in ASCII
 * order: compared as bytes, keys sort as they should.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const HEAD_LENGTH = 6;
const MIDDLE = Math.floor(DIGITS.length ** HEAD_LENGTH / 2);

/** Beyond this length the ranks of a list are written anew; hundreds of moves into one gap get there. */
export const MAX_RANK_LENGTH = 64;

/**
 * A rank behind `after` and before `before`; null stands for the beginning or the end of the list.
 *
 * @throws {RangeError} where `after` does not come before `before`
 */
export function rankBetween(after: string | null, before: string | null): string {
  if (after === null && before === null) return fromNumber(MIDDLE);
  if (before === null) return fromNumber(toNumber(after as string) + 1);
  if (after === null) return fromNumber(toNumber(before) - 1);
  if (after >= before) throw new RangeError('The ranks are not in order.');
  const room = toNumber(before) - toNumber(after);
  if (room > 1) return fromNumber(toNumber(after) + 1);
  return headOf(after) + fractionBetween(fractionOf(after), room === 0 ? fractionOf(before) : '');
}

/** `count` ranks in order, all behind `after`. */
export function ranksAfter(after: string, count: number): string[] {
  const start = toNumber(after) + 1;
  return Array.from({ length: count }, (_, index) => fromNumber(start + index));
}

const headOf = (rank: string): string => rank.slice(0, HEAD_LENGTH);
const fractionOf = (rank: string): string => rank.slice(HEAD_LENGTH);

/** Reads both as digits behind the point: `''` is 0 as `after`, and 1 as `before`. No fraction ends in 0, so there is always room. */
function fractionBetween(after: string, before: string): string {
  const low = digit(after, 0);
  const high = before === '' ? DIGITS.length : digit(before, 0);
  if (low === high) return DIGITS.charAt(low) + fractionBetween(after.slice(1), before.slice(1));
  if (high - low > 1) return DIGITS.charAt((low + high) >> 1);
  // Neighbouring digits: the first one of `before` is enough if more follows it there, else the room behind `after` is used.
  return before.length > 1 ? before.charAt(0) : DIGITS.charAt(low) + fractionBetween(after.slice(1), '');
}

const digit = (text: string, index: number): number => (index < text.length ? DIGITS.indexOf(text.charAt(index)) : 0);

function toNumber(rank: string): number {
  return [...headOf(rank)].reduce((number, char) => number * DIGITS.length + DIGITS.indexOf(char), 0);
}

function fromNumber(number: number): string {
  let rest = number;
  let head = '';
  while (head.length < HEAD_LENGTH) {
    head = DIGITS.charAt(rest % DIGITS.length) + head;
    rest = Math.floor(rest / DIGITS.length);
  }
  return head;
}
