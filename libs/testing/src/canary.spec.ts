import { Canary } from './canary.js';

describe('Canary', () => {
  const canary = new Canary();
  const password = canary.word('password');
  const token = canary.word('token');

  it('finds each secret, and says where it was put and where it came out', () => {
    expect(canary.found({ logs: `{"msg":"signed in with ${password}"}`, spans: `${token} ${password}`, metrics: 'up 1' })).toEqual(['password in logs', 'password in spans', 'token in spans']);
  });

  it.each([
    ['upper case', (word: string) => word.toUpperCase()],
    ['hex', (word: string) => Buffer.from(word).toString('hex')],
    ...['', 'a', 'ab', 'user:'].map((before): [string, (word: string) => string] => [`base64 behind "${before}"`, (word) => Buffer.from(`${before}${word}:x`).toString('base64url')]),
  ])('finds it in %s', (_, write) => {
    expect(canary.found({ logs: `x${write(password)}y` })).toEqual(['password in logs']);
  });

  it('finds nothing where nothing is, and no part of a word', () => {
    expect(canary.found({ logs: `canary ${password.slice(0, -1)}` })).toEqual([]);
  });
});
