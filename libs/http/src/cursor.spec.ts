import { Cursors, InvalidCursor } from './cursor.js';

const cursors = new Cursors('a-secret-of-this-test');
const list = { owner: 'ana', sort: 'rank' };
const cursor = cursors.encode(list, ['Zürich', 7, null]);

describe('Cursors', () => {
  it('gives back the key it was made of, whatever the order of the names', () => {
    expect(cursors.decode({ sort: 'rank', owner: 'ana' }, cursor)).toEqual(['Zürich', 7, null]);
  });

  it('refuses a cursor with any single bit turned', () => {
    const bytes = Buffer.from(cursor, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = changed.readUInt8(bit >> 3) ^ (1 << (bit & 7));
      expect(() => cursors.decode(list, changed.toString('base64url'))).toThrow(InvalidCursor);
    }
  });

  it('refuses a cursor cut off or grown anywhere', () => {
    for (let length = 0; length < cursor.length; length++) expect(() => cursors.decode(list, cursor.slice(0, length))).toThrow(InvalidCursor);
    for (const more of ['A', 'AA', '=', '\n', '.', ' ']) expect(() => cursors.decode(list, cursor + more)).toThrow(InvalidCursor);
  });

  it.each([{ owner: 'ben', sort: 'rank' }, { owner: 'ana' }, { ...list, text: 'x' }, { owner: 'ana', sort: 'createdAt' }, {}])('refuses it for another list: %j', (other) => {
    expect(() => cursors.decode(other, cursor)).toThrow(InvalidCursor);
  });

  it('refuses one that another secret signed', () => {
    expect(() => new Cursors('another-secret-of-this-test').decode(list, cursor)).toThrow(InvalidCursor);
  });

  it('knows one spelling only', () => {
    const text = cursors.encode(list, ['>>>???~~~', 1]);
    const others = [text.replaceAll('-', '+').replaceAll('_', '/'), `${text}=`, `${text.slice(0, 4)} ${text.slice(4)}`, `%${text}`].filter((one) => one !== text);
    expect(others.length).toBeGreaterThanOrEqual(3);
    for (const other of others) expect(() => cursors.decode(list, other)).toThrow(InvalidCursor);
  });
});
