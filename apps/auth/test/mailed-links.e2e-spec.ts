import { jest } from '@jest/globals';
import pg from 'pg';
import { type AuthApp, PASSWORD, personOf, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const NEW_PASSWORD = 'another long and quiet river';
const MINUTE = 60_000;
const later = (minutes: number) => auth.clock.set(new Date(auth.clock.now().getTime() + minutes * MINUTE));
const ask = (path: string, email: string, headers = {}) => auth.anonymous.post(path, { email }, headers);
const confirmReset = (token: string, password = NEW_PASSWORD) => auth.anonymous.post('/v1/password-resets/confirm', { token, password });
const login = (email: string, password: string) => auth.anonymous.post('/v1/login', { email, password });
const cookieOf = (answer: { headers: Record<string, unknown> }): string => String((answer.headers['set-cookie'] as string[])[0]).split(';')[0] as string;

describe('a password reset', () => {
  it('gives a new password, ends all sessions and tells the owner', async () => {
    const ana = await auth.person();
    expect((await ask('/v1/password-resets', ana.email)).status).toBe(202);
    expect((await confirmReset(await auth.mailedToken(ana.email))).status).toBe(204);

    expect((await login(ana.email, PASSWORD)).status).toBe(401);
    expect((await login(ana.email, NEW_PASSWORD)).status).toBe(200);
    expect((await ana.get('/v1/me')).status).toBe(401);
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).status).toBe(401);
    expect((await auth.mails(ana.email))[0]?.subject).toBe('Your password was changed');
  });

  it('is good once, whoever else tries at the same time', async () => {
    const { email } = await auth.account();
    await ask('/v1/password-resets', email);
    const token = await auth.mailedToken(email);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => confirmReset(token, `a password, number ${index}`)));

    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(9);
  });

  it('is good for half an hour, and not when the password was changed meanwhile', async () => {
    const { email } = await auth.account();
    await ask('/v1/password-resets', email);
    const first = await auth.mailedToken(email);
    await ask('/v1/password-resets', email);
    const second = await auth.mailedToken(email);
    later(29);
    expect((await confirmReset(second)).status).toBe(204);
    expect((await confirmReset(first)).status).toBe(410);

    await ask('/v1/password-resets', email);
    const third = await auth.mailedToken(email);
    later(30);
    expect((await confirmReset(third)).status).toBe(410);
  });

  it('leads to the host of the configuration, whatever host the request names', async () => {
    const { email } = await auth.account();
    await ask('/v1/password-resets', email, { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', origin: 'https://evil.example' });
    const [mail] = await auth.mails(email);

    expect(mail?.text).toMatch(/^http:\/\/127\.0\.0\.1:3002\/reset#token=[\w-]{43}$/m);
    expect(mail?.text).not.toContain('evil.example');
  });

  it('is of no use to sign in, nor a sign-in link to reset', async () => {
    const { email } = await auth.account();
    const cookie = cookieOf(await ask('/v1/magic-links', email));
    const link = await auth.mailedToken(email);
    await ask('/v1/password-resets', email);
    const reset = await auth.mailedToken(email);

    expect((await confirmReset(link)).status).toBe(410);
    expect((await auth.anonymous.post('/v1/magic-links/confirm', { token: reset }, { cookie })).status).toBe(410);
  });
});

describe('a password change', () => {
  it('needs the old password, keeps this session and ends the others', async () => {
    const laptop = await auth.person();
    const phone = await auth.signIn(laptop.email);
    expect((await laptop.post('/v1/me/password', { currentPassword: 'wrong', password: NEW_PASSWORD })).status).toBe(401);
    expect((await laptop.post('/v1/me/password', { currentPassword: PASSWORD, password: NEW_PASSWORD })).status).toBe(204);

    expect((await laptop.get('/v1/me')).status).toBe(200);
    expect((await phone.get('/v1/me')).status).toBe(401);
    expect((await login(laptop.email, NEW_PASSWORD)).status).toBe(200);
  });
});

describe('a sign-in link', () => {
  const use = (token: string, cookie?: string) => auth.anonymous.post('/v1/magic-links/confirm', { token }, cookie ? { cookie } : {});

  it('signs in the browser that asked for it, once', async () => {
    const { id, email } = await auth.account();
    const cookie = cookieOf(await ask('/v1/magic-links', email));
    const token = await auth.mailedToken(email);
    const { status, body } = await use(token, cookie);

    expect([status, body.mfaRequired]).toEqual([200, false]);
    expect((await personOf(auth.url, email, body).get('/v1/me')).body.id).toBe(id);
    expect((await use(token, cookie)).status).toBe(410);
  });

  it('is neither used nor used up by a scanner that opens and even posts everything in a mail', async () => {
    const { email } = await auth.account();
    const cookie = cookieOf(await ask('/v1/magic-links', email));
    const token = await auth.mailedToken(email);
    const [mail] = await auth.mails(email);
    const url = new URL(/http\S+/.exec(mail?.text ?? '')?.[0] ?? '');

    expect([url.search, url.hash]).toEqual(['', `#token=${token}`]); // the token never reaches a server that is only looked at
    await auth.anonymous.get(url.pathname);
    expect((await use(token)).status).toBe(410);
    expect((await use(token, `browser=${'A'.repeat(43)}`)).status).toBe(410);
    expect((await use(token, cookie)).status).toBe(200);
  });

  it('is good for ten minutes', async () => {
    const { email } = await auth.account();
    const cookie = cookieOf(await ask('/v1/magic-links', email));
    const token = await auth.mailedToken(email);
    later(10);
    expect((await use(token, cookie)).status).toBe(410);
  });

  it('signs in one of ten that use it at once', async () => {
    const { email } = await auth.account();
    const cookie = cookieOf(await ask('/v1/magic-links', email));
    const token = await auth.mailedToken(email);
    const answers = await Promise.all(Array.from({ length: 10 }, () => use(token, cookie)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

describe('whoever asks for a mail', () => {
  it.each(['/v1/password-resets', '/v1/magic-links', '/v1/registrations/resend'])('%s learns nothing of the address, in words or headers, and the request writes the same row', async (path) => {
    const { email } = await auth.account();
    const statements = jest.spyOn(pg.Client.prototype, 'query');
    const work = async (address: string) => {
      // Later the mails are written, and that is not the same for both; what the request itself does ends with its COMMIT.
      statements.mockClear();
      const answer = await ask(path, address);
      const texts = statements.mock.calls.map(([text]) => String(text));
      await auth.mails(address);
      return { ...answer, statements: texts.slice(0, texts.indexOf('COMMIT') + 1) };
    };
    const [known, unknown] = [await work(email), await work('nobody@example.com')];
    statements.mockRestore();
    const shown = ({ status, text, headers, statements: texts }: typeof known) => ({ status, text, texts, names: Object.keys(headers).sort(), length: headers['content-length'] });

    expect(shown(unknown)).toEqual(shown(known));
    expect(known.status).toBe(202);
    expect(known.statements.filter((text) => text.startsWith('INSERT INTO "mail_outbox"'))).toHaveLength(1);
    expect(await auth.mails('nobody@example.com')).toEqual([]);
  });
});
