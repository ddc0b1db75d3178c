import { Secret, TOTP } from 'otpauth';
import { type AuthApp, PASSWORD, type Person, personOf, startAuth } from './support/app.js';

const MINUTE = 60_000;
let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

interface Protected {
  ana: Person;
  codes: string[];
  /** The code of a moment, by default of now. */
  code: (offsetMs?: number) => string;
}

/** Somebody whose authenticator app is set up, and whose first code is used up. */
async function protectedPerson(): Promise<Protected> {
  const ana = await auth.person();
  const { secret } = (await ana.post('/v1/me/totp')).body;
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (offset = 0): string => totp.generate({ timestamp: auth.clock.now().getTime() + offset });
  const { codes } = (await ana.post('/v1/me/totp/confirm', { code: code() })).body;
  await auth.clock.advance(2 * MINUTE);
  return { ana, codes, code };
}

const first = async ({ email }: { email: string }): Promise<string> => (await auth.anonymous.post('/v1/login', { email, password: PASSWORD })).body.challenge;
const second = (challenge: string, proof: string, kind = 'totp') => auth.anonymous.post('/v1/login/second-factor', { challenge, kind, proof });
const withBoth = async ({ ana, code }: Protected): Promise<Person> => personOf(auth.url, ana.email, (await second(await first(ana), code())).body);

describe('an authenticator app', () => {
  it('is asked for once it is confirmed, and not before', async () => {
    const ana = await auth.person();
    await ana.post('/v1/me/totp');
    expect((await auth.anonymous.post('/v1/login', { email: ana.email, password: PASSWORD })).body.mfaRequired).toBe(false);
    expect((await ana.post('/v1/me/totp/confirm', { code: '000000' })).body.code).toBe('wrong_code');
    expect((await ana.get('/v1/me/second-factors')).body).toEqual({ totp: false, recoveryCodes: 0 });
  });

  it('is set up with the same secret when the request is repeated, and with none once it is on', async () => {
    const ana = await auth.person();
    const [one, two] = await Promise.all([ana.post('/v1/me/totp'), ana.post('/v1/me/totp')]);
    expect(one.body).toEqual(two.body);
    const { ana: ben } = await protectedPerson();
    expect((await ben.post('/v1/me/totp')).body.code).toBe('totp_already_on');
  });

  it('stands between the password and the session', async () => {
    const person = await protectedPerson();
    const answer = await auth.anonymous.post('/v1/login', { email: person.ana.email, password: PASSWORD });
    expect(answer.body).toEqual({ mfaRequired: true, challenge: expect.any(String), factors: ['totp', 'recovery-code'], expiresIn: 300 });
    const done = await second(answer.body.challenge, person.code());
    expect(done.status).toBe(200);
    expect(done.body.mfaRequired).toBe(false);
  });

  it('gives codes that are good one step early and one step late, each once', async () => {
    const { ana, code } = await protectedPerson();
    const statuses = [];
    for (const offset of [-60_000, -30_000, 0, 30_000, 30_000, 0, 60_000]) statuses.push((await second(await first(ana), code(offset))).status);
    expect(statuses).toEqual([401, 200, 200, 200, 401, 401, 401]);
  });

  it('lets one of twenty sign-ins through that show one code at once', async () => {
    const { ana, code } = await protectedPerson();
    const challenges = [];
    for (let index = 0; index < 20; index++) challenges.push(await first(ana));
    const answers = await Promise.all(challenges.map((challenge) => second(challenge, code())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes five guesses per sign-in, however many come at once', async () => {
    const { ana, code } = await protectedPerson();
    const challenge = await first(ana);
    await Promise.all(Array.from({ length: 5 }, () => second(challenge, '000000')));
    expect((await second(challenge, code())).body.code).toMatch(/invalid_challenge|too_many_attempts/);
  });

  it('has a secret that is encrypted, and that opens in no other row', async () => {
    const { ana } = await protectedPerson();
    const { ana: eve, code: evesCode } = await protectedPerson();
    const rows = await auth.dataSource.query('SELECT secret FROM totp_factor WHERE account_id = $1', [ana.id]);
    expect(rows[0].secret.length).toBeGreaterThan(40);
    await auth.dataSource.query('UPDATE totp_factor SET secret = (SELECT secret FROM totp_factor WHERE account_id = $1) WHERE account_id = $2', [eve.id, ana.id]);
    expect((await second(await first(ana), evesCode())).status).toBe(500);
  });

  it('is not taken away by who has only the password, nor by a reset of the password', async () => {
    const person = await protectedPerson();
    const { ana } = person;
    const passwordOnly = await ana.delete('/v1/me/totp');
    expect(passwordOnly.status).toBe(401);
    expect(passwordOnly.headers['www-authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", error_description="A more recent or stronger authentication is required", max_age="300", acr_values="mfa"',
    );
    await auth.anonymous.post('/v1/password-resets', { email: ana.email });
    const reset = await auth.anonymous.post('/v1/password-resets/confirm', { token: await auth.mailedToken(ana.email), password: 'another long river' });
    expect(reset.status).toBeLessThan(300);
    expect((await auth.anonymous.post('/v1/login', { email: ana.email, password: 'another long river' })).body.mfaRequired).toBe(true);
  });

  it('is taken away by who has shown both, and a mail says so', async () => {
    const person = await protectedPerson();
    const both = await withBoth(person);
    expect((await both.delete('/v1/me/totp')).status).toBe(204);
    expect((await both.delete('/v1/me/totp')).status).toBe(204);
    expect((await both.get('/v1/me/second-factors')).body).toEqual({ totp: false, recoveryCodes: 0 });
    expect((await auth.mails(both.email)).filter(({ subject }) => subject.includes('removed'))).toHaveLength(1);
  });
});

describe('recovery codes', () => {
  it('stand in for the app, each once, also when twenty use one at once', async () => {
    const { ana, codes } = await protectedPerson();
    expect(codes).toHaveLength(10);
    const challenges = [];
    for (let index = 0; index < 20; index++) challenges.push(await first(ana));
    const answers = await Promise.all(challenges.map((challenge) => second(challenge, codes[0] ?? '', 'recovery-code')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('are bad once new ones are made, and are nowhere in the clear', async () => {
    const person = await protectedPerson();
    const both = await withBoth(person);
    const answers = await Promise.all([1, 2].map(() => both.post('/v1/me/recovery-codes', undefined, { 'idempotency-key': 'k' })));
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect((await second(await first(both), person.codes[1] ?? '', 'recovery-code')).status).toBe(401);
    const fresh: string[] = answers[0]?.body.codes;
    expect((await second(await first(both), fresh[9]?.toUpperCase().replaceAll('-', ' ') ?? '', 'recovery-code')).status).toBe(200);
    const stored = await auth.dataSource.query(`SELECT answer::text AS text FROM idempotency_key`);
    expect(stored.filter(({ text }: { text: string }) => fresh.some((code) => text.includes(code)))).toEqual([]);
  });

  it('are not given to who has no app', async () => {
    const ana = await auth.person();
    expect((await ana.post('/v1/me/recovery-codes')).status).toBe(401);
  });
});

describe('step-up', () => {
  it('is asked for when the sign-in is more than five minutes ago, and given by the password', async () => {
    const ana = await auth.person();
    await auth.clock.advance(301_000);
    // A refresh gives a new token, and no newer sign-in.
    const later = personOf(auth.url, ana.email, (await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).body);
    const refused = await later.post('/v1/me/totp');
    expect([refused.status, refused.body.code]).toEqual([401, 'insufficient_user_authentication']);
    const { body } = await later.post('/v1/me/step-up', { password: PASSWORD });
    const recent = personOf(auth.url, ana.email, body);
    expect((await recent.post('/v1/me/totp')).status).toBe(200);
    expect((await later.get('/v1/me/sessions')).status).toBe(401);
  });

  it('asks for the second factor again: the password alone would renew a session that says mfa', async () => {
    const person = await protectedPerson();
    const both = await withBoth(person);
    await auth.clock.advance(MINUTE);
    expect((await both.post('/v1/me/step-up', { password: PASSWORD })).body.code).toBe('invalid_second_factor');
    expect((await both.post('/v1/me/step-up', { password: 'wrong wrong wrong', kind: 'totp', proof: person.code() })).body.code).toBe('invalid_credentials');
    expect((await both.post('/v1/me/step-up', { password: PASSWORD, kind: 'totp', proof: person.code() })).status).toBe(200);
  });
});
