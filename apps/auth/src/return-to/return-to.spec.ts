import fc from 'fast-check';
import { safeReturnTo } from './return-to.js';
import { prefixReturnTo } from '../../naive/prefix-return-to.js';

const own = 'https://auth.example.com';
const allowed = ['https://app.example.com'];
const read = (value: unknown) => safeReturnTo(value, { own, allowed });

describe('safeReturnTo', () => {
  it.each([
    ['/account', '/account'],
    ['/account?tab=keys&q=a%20b#top', '/account?tab=keys&q=a%20b#top'],
    ['/auth/abc123', '/auth/abc123'],
    ['/a/../account', '/account'],
    ['https://auth.example.com/account', '/account'],
    ['https://app.example.com/back?x=1', 'https://app.example.com/back?x=1'],
    ['/search?next=https%3A%2F%2Fevil.example', '/search?next=https%3A%2F%2Fevil.example'],
  ])('goes to %s', (given, expected) => {
    expect(read(given)).toBe(expected);
  });

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https://evil.example',
    'https://evil.example/https://app.example.com',
    'https://app.example.com.evil.example/',
    'https://app.example.com@evil.example/',
    'https://user:pw@app.example.com/',
    'https://app.example.com:8443/',
    'http://app.example.com/',
    'https://evil.example\\@app.example.com/',
    'javascript:alert(1)',
    'data:text/html,x',
    'account',
    '',
    '/%09/evil.example',
    '/%0d%0aSet-Cookie:%20a=b',
    '/%5cevil.example',
    '/%2fevil.example',
    '%2f%2fevil.example',
    '%252f%252fevil.example',
    '/%255cevil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    `/${'a'.repeat(2_001)}`,
    undefined,
    null,
    ['/account'],
    { toString: () => '/account' },
  ])('refuses %j', (given) => {
    expect(read(given)).toBe('/account');
  });

  it('leads to no other host, whatever is thrown at it', () => {
    const piece = fc.constantFrom('/', '\\', '//', ':', '@', '%2f', '%5c', '%09', '\t', '\n', '.', '..', 'https:', 'http:', 'evil.example', 'auth.example.com', '?', '#', 'javascript:', '\u3002');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const target = new URL(read(pieces.join('')), own);
        expect(target.origin).toBe(own);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the check by prefix that everybody writes first', () => {
  it.each(['//evil.example', '/\\evil.example', '/\t/evil.example', 'https://auth.example.com.evil.example/', 'https://auth.example.com@evil.example/'])('lets %j through, and the browser goes elsewhere', (given) => {
    expect(new URL(prefixReturnTo(given, own), own).hostname).toContain('evil.example');
    expect(new URL(read(given), own).hostname).toBe('auth.example.com');
  });
});
