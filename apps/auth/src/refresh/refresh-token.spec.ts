import { randomBytes, randomUUID } from 'node:crypto';
import { newToken } from '../secrets/tokens.js';
import { RefreshTokenCodec } from './refresh-token.js';

const codec = new RefreshTokenCodec(randomBytes(32));
const token = { sessionId: randomUUID(), secret: newToken() };

describe('a refresh token', () => {
  it('is read as it was written', () => {
    expect(codec.decode(codec.encode(token))).toEqual(token);
  });

  it('is nothing when one character of it is another', () => {
    const text = codec.encode(token);
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === 'a' ? 'b' : 'a';
      // The last character of 16 bytes in base64url carries two bits; its other four may be anything, and the meaning is the same.
      if (at === text.length - 1) continue;
      expect(codec.decode(`${text.slice(0, at)}${other}${text.slice(at + 1)}`)).toBeNull();
    }
  });

  it('of another key is nothing', () => {
    expect(new RefreshTokenCodec(randomBytes(32)).decode(codec.encode(token))).toBeNull();
  });

  it('has one successor for each salt, which cannot be made without the key', () => {
    const salt = randomBytes(16);
    expect(codec.successor(token.secret, salt)).toBe(codec.successor(token.secret, salt));
    expect(codec.successor(token.secret, salt)).toMatch(/^[\w-]{43}$/);
    expect(codec.successor(token.secret, randomBytes(16))).not.toBe(codec.successor(token.secret, salt));
    expect(new RefreshTokenCodec(randomBytes(32)).successor(token.secret, salt)).not.toBe(codec.successor(token.secret, salt));
  });
});
