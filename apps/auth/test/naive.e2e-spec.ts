import { jest } from '@jest/globals';
import { PasswordHasher } from '@roadmap/auth';
import { withClient } from '@roadmap/database';
import { earlyLogin } from '../naive/early-login.js';
import { unlockedRefresh } from '../naive/unlocked-refresh.js';
import { hashToken, newToken } from '../src/secrets/tokens.js';
import { type AuthApp, PASSWORD, startAuth } from './support/app.js';

let auth: AuthApp;
let hasher: PasswordHasher;
beforeAll(async () => {
  auth = await startAuth();
  hasher = auth.running.nest.get(PasswordHasher, { strict: false });
});
afterAll(() => auth.stop());
afterEach(() => jest.restoreAllMocks());

describe('the versions that everybody writes first', () => {
  it('fork a refresh token: more than one of twenty is given a successor, and all of them are good', async () => {
    await withClient(auth.database?.adminUrl ?? '', async (client) => {
      await client.query('CREATE TABLE naive_refresh_token (token_hash bytea PRIMARY KEY, used_at timestamptz)');
      await client.query('GRANT ALL ON naive_refresh_token TO PUBLIC');
    });
    const token = newToken();
    await auth.dataSource.query('INSERT INTO naive_refresh_token (token_hash) VALUES ($1)', [hashToken(token)]);
    await Promise.all(Array.from({ length: 20 }, () => unlockedRefresh(auth.dataSource, token)));
    const [{ live }] = await auth.dataSource.query('SELECT COUNT(*)::int AS live FROM naive_refresh_token WHERE used_at IS NULL');

    expect(live).toBeGreaterThan(1);
  });

  it('hash nothing for somebody who does not exist, where the right one hashes for both', async () => {
    const { email } = await auth.account();
    const verify = jest.spyOn(hasher, 'verify');
    const hashes = async (work: Promise<unknown>): Promise<number> => {
      verify.mockClear();
      await work;
      return verify.mock.calls.length;
    };

    expect(await hashes(earlyLogin(auth.dataSource, hasher, email, 'wrong'))).toBe(1);
    expect(await hashes(earlyLogin(auth.dataSource, hasher, 'nobody@example.com', 'wrong'))).toBe(0);
    const login = (address: string) => auth.anonymous.post('/v1/login', { email: address, password: 'wrong' }).then(({ status }) => expect(status).toBe(401));
    expect(await hashes(login(email))).toBe(1);
    expect(await hashes(login('nobody@example.com'))).toBe(1);
    expect(await earlyLogin(auth.dataSource, hasher, email, PASSWORD)).toBe('signed in');
  });
});
