import { toPage } from './page.js';

const cut = (rows: number[], limit: number) => toPage(rows, limit, (row) => `item ${row}`, (row) => `after ${row}`);

describe('toPage', () => {
  it('shows the rows asked for and continues after the last one shown, not after the extra one', () => {
    expect(cut([1, 2, 3], 2)).toEqual({ items: ['item 1', 'item 2'], nextCursor: 'after 2' });
  });

  it.each([[[]], [[1]], [[1, 2]]])('has no next page where there is no extra row: %j', (rows) => {
    expect(cut(rows, 2)).toEqual({ items: rows.map((row) => `item ${row}`), nextCursor: null });
  });
});
