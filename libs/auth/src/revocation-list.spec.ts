import { RevocationList } from './revocation-list.js';

const AT = Date.parse('2026-01-15T12:00:00.500Z');
const token = { subject: 'ana', session: 's1', version: 1, issuedAt: AT - 500 };

describe('a revocation', () => {
  const list = (...revocations: object[]): RevocationList => {
    const all = new RevocationList();
    for (const one of revocations) all.add({ at: AT, until: AT + 300_000, ...one });
    return all;
  };

  it('of a session concerns its tokens and no others', () => {
    expect(list({ sid: 's1' }).has(token)).toBe(true);
    expect(list({ sid: 's1' }).has({ ...token, session: 's2' })).toBe(false);
    expect(list({ sid: 's1' }).has({ ...token, session: undefined })).toBe(false);
  });

  it('of a subject concerns its older versions, exactly', () => {
    expect(list({ sub: 'ana', ver: 2 }).has(token)).toBe(true);
    expect(list({ sub: 'ana', ver: 2 }).has({ ...token, version: 2 })).toBe(false);
    expect(list({ sub: 'ben', ver: 2 }).has(token)).toBe(false);
  });

  it('concerns a token without a version that is not clearly younger', () => {
    const unversioned = { subject: 'ana' };
    expect(list({ sub: 'ana', ver: 2 }).has({ ...unversioned, issuedAt: AT - 1_500 })).toBe(true);
    expect(list({ sub: 'ana', ver: 2 }).has({ ...unversioned, issuedAt: AT - 500 })).toBe(true);
    expect(list({ sub: 'ana', ver: 2 }).has({ ...unversioned, issuedAt: AT + 500 })).toBe(false);
    expect(list({ sub: 'ana', ver: 2 }).has(unversioned)).toBe(true);
  });

  it('holds in whatever order it is heard of', () => {
    expect(list({ sub: 'ana', ver: 3 }, { sub: 'ana', ver: 2 }).has({ ...token, version: 2 })).toBe(true);
  });

  it('is forgotten when the last token it concerns has expired', () => {
    const both = list({ sid: 's1' }, { sub: 'ana', ver: 2 });
    both.purge(AT + 299_999);
    expect(both.size).toBe(2);
    both.purge(AT + 300_000);
    expect(both.size).toBe(0);
  });
});
