import { setImmediate } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import { PasswordHasher } from './password-hasher.js';

const hasher = new PasswordHasher();
beforeAll(() => hasher.onModuleInit());

describe('PasswordHasher', () => {
  it('makes Argon2id hashes at the cost OWASP asks for, never the same twice', async () => {
    const [one, two] = await Promise.all([hasher.hash('a quiet river'), hasher.hash('a quiet river')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('knows the password in every Unicode form, to the last character', async () => {
    const encoded = await hasher.hash('Ångström ﬁ');
    expect(await hasher.verify(encoded, 'A\u030Angstro\u0308m fi')).toEqual({ correct: true, outdated: false });
    expect(await hasher.verify(encoded, 'ångström fi')).toMatchObject({ correct: false });
    // bcrypt would not see beyond the 72nd byte
    const long = await hasher.hash(`${'x'.repeat(100)}a`);
    expect(await hasher.verify(long, `${'x'.repeat(100)}b`)).toMatchObject({ correct: false });
  });

  it.each([null, undefined])('says no where there is no hash (%s)', async (encoded) => {
    expect(await hasher.verify(encoded, 'anything')).toEqual({ correct: false, outdated: false });
  });

  it('sees a hash that was cheaper', async () => {
    const encoded = await hash('a quiet river', { memoryCost: 1024, timeCost: 1, parallelism: 1 });
    expect(await hasher.verify(encoded, 'a quiet river')).toEqual({ correct: true, outdated: true });
  });

  it('does not stop the event loop meanwhile', async () => {
    let hashing = true;
    let turns = 0;
    const hashed = hasher.hash('a quiet river').finally(() => (hashing = false));
    for (; hashing; turns++) await setImmediate();
    await hashed;
    expect(turns).toBeGreaterThan(1);
  });
});
