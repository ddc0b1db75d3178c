import fc from 'fast-check';
import { rankBetween, ranksAfter } from './rank.js';

describe('rankBetween', () => {
  it('finds a rank for every place of any sequence of moves, and never the same one twice', () => {
    fc.assert(
      fc.property(fc.constantFrom([], ['00000z', '000010']), fc.array(fc.nat(), { minLength: 1, maxLength: 200 }), (start, places) => {
        const ranks: string[] = [...start];
        for (const place of places) {
          const index = place % (ranks.length + 1);
          ranks.splice(index, 0, rankBetween(ranks[index - 1] ?? null, ranks[index] ?? null));
        }
        expect(ranks).toEqual([...new Set(ranks)].sort(byBytes));
      }),
    );
  });

  it('grows by one character for every five moves into the same gap', () => {
    const first = rankBetween(null, null);
    let before = rankBetween(first, null);
    for (let move = 0; move < 300; move++) before = rankBetween(first, before);
    expect(before.length).toBe(6 + 300 / 5);
  });

  it('does not grow when rows are added at either end', () => {
    let last = rankBetween(null, null);
    let first = last;
    for (let added = 0; added < 10_000; added++) {
      last = rankBetween(last, null);
      first = rankBetween(null, first);
    }
    expect([first.length, last.length]).toEqual([6, 6]);
    expect(first < last).toBe(true);
  });

  it('refuses neighbours in the wrong order', () => {
    const [low = '', high = ''] = ranksAfter(rankBetween(null, null), 2);
    expect(() => rankBetween(high, low)).toThrow(RangeError);
    expect(() => rankBetween(low, low)).toThrow(RangeError);
  });
});

const byBytes = (a: string, b: string): number => (a < b ? -1 : 1);
