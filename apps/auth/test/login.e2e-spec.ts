import { jest } from '@jest/globals';
import { type HashCost, PasswordHasher } from '@roadmap/auth';
import pg from 'pg';
import { Account } from '../src/accounts/account.entity.js';
import { type AuthApp, claimsOf, PASSWORD, startAuth } from './support/app.js';

const { Client } = pg;

let auth: AuthApp;
let hasher: PasswordHasher;
beforeAll(async () => {
  auth = await startAuth({ env: { TRUSTED_PROXIES: '1' } });
  hasher = auth.running.nest.get(PasswordHasher, { strict: false });
});
afterAll(() => auth.stop());
afterEach(() => jest.restoreAllMocks());

/** From an address of its own, so that no test waits for another's attempts. */
let address = 0;
const somewhere = (): string => `198.18.${++address}.1`;
const login = (email: string, password: string, from = somewhere(), headers = {}) =>
  auth.anonymous.post('/v1/login', { email, password }, { 'x-forwarded-for': from, ...headers });

describe('POST /v1/login', () => {
  it('gives a pair of tokens that say who it is, and nothing that is nobody else\'s business', async () => {
    const { id, email } = await auth.account();
    const { status, body, headers } = await login(email, PASSWORD);

    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toEqual({ mfaRequired: false, tokenType: 'Bearer', expiresIn: 300, accessToken: expect.any(String), refreshToken: expect.any(String) });
    const now = auth.clock.now().getTime() / 1000;
    expect(claimsOf(body.accessToken)).toEqual({
      iss: 'http://127.0.0.1:3002',
      aud: 'backend-roadmap',
      sub: id,
      client_id: 'first-party',
      roles: ['user'],
      sid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ver: 1,
      amr: ['pwd'],
      auth_time: now,
      iat: now,
      nbf: now,
      exp: now + 300,
      jti: expect.any(String),
    });
  });

  it('reads one address and one password in any spelling', async () => {
    await auth.account({ email: 'zoe@example.com' });
    await auth.dataSource.getRepository(Account).update({ email: 'zoe@example.com' }, { passwordHash: await hasher.hash('Ångström ﬁ 12') });

    expect((await login(' ＺＯＥ@Example.com', 'A\u030angstro\u0308m fi 12')).status).toBe(200);
    expect((await login('zoe@example.com', 'angstrom fi 12')).status).toBe(401);
  });

  it('makes a new hash when the cost of one has risen, and only then', async () => {
    const { id, email } = await auth.account();
    const hashOf = async (): Promise<string | null> => (await auth.dataSource.getRepository(Account).findOneByOrFail({ id })).passwordHash;
    const old = await hashOf();
    await login(email, PASSWORD);
    expect(await hashOf()).toBe(old);

    const cost = jest.replaceProperty(hasher as { cost: HashCost }, 'cost', { memoryCost: 20_480, timeCost: 2, parallelism: 1 });
    await login(email, 'wrong');
    expect(await hashOf()).toBe(old);
    await login(email, PASSWORD);
    const risen = await hashOf();
    expect(risen).toMatch(/^\$argon2id\$v=19\$m=20480,t=2,p=1\$/);
    cost.restore();
    expect((await login(email, PASSWORD)).status).toBe(200);
  });
});

describe('somebody who tries addresses', () => {
  const COMPARED = ['www-authenticate', 'content-type', 'cache-control', 'set-cookie', 'retry-after'];

  it('cannot tell an unknown address from a wrong password or a disabled account: same answer, same hashes, same statements', async () => {
    const known = await auth.account();
    const disabled = await auth.account();
    await auth.dataSource.getRepository(Account).update({ id: disabled.id }, { disabledAt: auth.clock.now() });
    const verify = jest.spyOn(hasher, 'verify');
    const statements = jest.spyOn(Client.prototype, 'query');
    const seen = [];
    for (const [email, password] of [[known.email, 'wrong password'], ['nobody@example.com', 'wrong password'], [disabled.email, PASSWORD]] as const) {
      verify.mockClear();
      statements.mockClear();
      const { status, text, headers } = await login(email, password);
      seen.push({ status, text, headers: COMPARED.map((name) => headers[name]), length: headers['content-length'], hashes: verify.mock.calls.length, statements: statements.mock.calls.map(([text]) => String(text)) });
    }
    expect(seen[0]).toMatchObject({ status: 401, hashes: 1, statements: expect.arrayContaining(['COMMIT']) });
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
  });
});

describe('somebody who guesses', () => {
  it('is let through five times, even if fifty come at once, and then waits ever longer', async () => {
    const { email } = await auth.account();
    const from = somewhere();
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => login(email, `guess number ${index}`, from)));

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(45);
    const waits = [];
    for (let round = 0; round < 4; round++) {
      const { status, headers } = await login(email, PASSWORD, from);
      expect(status).toBe(429);
      waits.push(Number(headers['retry-after']));
      await auth.clock.advance(Number(headers['retry-after']) * 1000);
      await login(email, 'another guess', from);
    }
    expect(waits).toEqual([1, 2, 4, 8]);
  });

  it('is told the same of somebody who does not exist', async () => {
    const from = somewhere();
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push(await login('nobody-else@example.com', 'a guess', from));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('does not lock the owner out, who comes from elsewhere', async () => {
    const { email } = await auth.account();
    const from = somewhere();
    for (let index = 0; index < 20; index++) await login(email, 'a guess', from);

    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  it('from everywhere at once makes strangers wait half a minute at most, and never the browser that its owner knows', async () => {
    const { email } = await auth.account();
    const signedIn = await login(email, PASSWORD);
    const cookie = (signedIn.headers['set-cookie'] as unknown as string[]).find((one) => one.startsWith('device='))?.split(';')[0] ?? '';
    for (let index = 0; index < 30; index++) expect((await login(email, 'a guess')).status).toBe(401);
    const waits = [];
    for (let index = 0; index < 7; index++) {
      waits.push(Number((await login(email, 'a guess')).headers['retry-after']));
      await auth.clock.advance((waits.at(-1) ?? 0) * 1000);
      expect((await login(email, 'a guess')).status).toBe(401);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);

    expect((await login(email, PASSWORD, somewhere(), { cookie })).status).toBe(200);
    await auth.clock.advance(30_000);
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  it('at many accounts from one address waits too, and cannot reset that by signing in to an account of their own', async () => {
    const own = await auth.account();
    const from = somewhere();
    const statuses = [];
    for (let index = 0; index < 60; index++) {
      statuses.push((await login(`victim-${index}@example.com`, 'a guess', from)).status);
      if (index % 10 === 9) await login(own.email, PASSWORD, from);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  it('cannot choose an address with a forged header', async () => {
    const { email } = await auth.account();
    const from = somewhere();
    const statuses = [];
    for (let index = 0; index < 6; index++) statuses.push((await login(email, 'a guess', `10.0.0.${index}, ${from}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('a password', () => {
  it.each([['x'.repeat(129)], ['\uFDFA'.repeat(128)]])('that is too long costs no hash (%#)', async (password) => {
    const verify = jest.spyOn(hasher, 'verify');
    expect((await login('ana@example.com', password)).status).toBe(422);
    expect(verify).not.toHaveBeenCalled();
  });
});
