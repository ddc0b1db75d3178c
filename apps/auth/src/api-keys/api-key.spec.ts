import { hashApiKey, newApiKey, prefixOf } from './api-key.js';

describe('an API key', () => {
  it('is known by its brand, its public part and its checksum', () => {
    const { key, prefix, hash } = newApiKey();
    expect(key).toMatch(/^rmk_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}$/);
    expect(key.startsWith(`${prefix}_`)).toBe(true);
    expect(prefixOf(key)).toBe(prefix);
    expect(hash.equals(hashApiKey(key))).toBe(true);
  });

  it('has at least 128 secret bits and is never the same', () => {
    expect(Math.log2(62 ** 32)).toBeGreaterThan(128);
    expect(new Set(Array.from({ length: 100 }, () => newApiKey().key)).size).toBe(100);
  });

  it('shows a wrong character anywhere', () => {
    const { key } = newApiKey();
    const altered = [...key].map((character, index) => key.slice(0, index) + (character === 'x' ? 'y' : 'x') + key.slice(index + 1));
    expect(altered.map(prefixOf).filter((prefix) => prefix !== undefined)).toEqual([]);
  });

  it.each(['', 'rmk_', 'rmk_a_b', `${newApiKey().key}\n`, ` ${newApiKey().key}`, newApiKey().key.slice(0, -1)])('is not %j', (text) => {
    expect(prefixOf(text)).toBeUndefined();
  });
});
