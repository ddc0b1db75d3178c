import { leadBack } from './lead-back.js';

describe('where a sign-in leads back to', () => {
  it.each(['/account', '/interaction/abc_DEF-1?x=1', '/a/b?returnTo=https://evil.example'])('may be %s', (path) => {
    expect(leadBack(path)).toBe(path);
  });

  it.each([
    '', 'account', 'https://evil.example', 'https:evil.example', '//evil.example', '///evil.example', '/\\evil.example', '/\t/evil.example', '\\\\evil.example',
    '/a\r\nlocation: https://evil.example', '/.//evil.example', '/a/..//evil.example', 'javascript:alert(1)', ' //evil.example',
  ])('is never %j', (path) => {
    expect(leadBack(path)).toBe('/account');
  });
});
