import { TestClient } from '@roadmap/testing';
import { type AuthApp, startAuth } from './support/app.js';

let auth: AuthApp;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const register = (email: string, password: string, headers = {}) => auth.anonymous.post('/v1/registrations', { email, password }, headers);
const confirm = (token: string, { password, cookie }: { password?: string; cookie?: string } = {}) =>
  auth.anonymous.post('/v1/registrations/confirm', { token, ...(password && { password }) }, cookie ? { cookie } : {});
const cookieOf = (answer: { headers: Record<string, unknown> }): string => String((answer.headers['set-cookie'] as string[])[0]).split(';')[0] as string;
const login = (email: string, password: string) => auth.anonymous.post('/v1/login', { email, password });

let number = 0;
const newEmail = (): string => `new-${++number}@example.com`;

describe('a registration', () => {
  it('becomes an account when its mail is confirmed in the browser that asked', async () => {
    const email = newEmail();
    const asked = await register(` ${email.toUpperCase()}`, 'a quiet river at night');
    expect([asked.status, asked.body]).toEqual([202, { message: 'If this address can be used for this, a mail is on its way.' }]);
    expect((await login(email, 'a quiet river at night')).status).toBe(401);

    const [mail] = await auth.mails(email);
    expect(mail).toMatchObject({ to: email, subject: 'Confirm your address', text: expect.stringContaining('http://127.0.0.1:3002/verify#token=') });
    const confirmed = await confirm(await auth.mailedToken(email), { cookie: cookieOf(asked) });
    expect([confirmed.status, confirmed.body.email]).toEqual([201, email]);
    expect((await login(email, 'a quiet river at night')).status).toBe(200);
  });

  it('may be confirmed elsewhere with its password, five times wrong at most', async () => {
    const email = newEmail();
    await register(email, 'a quiet river at night');
    const token = await auth.mailedToken(email);

    expect((await confirm(token)).status).toBe(401);
    expect((await confirm(token, { password: 'something else' })).status).toBe(401);
    expect((await confirm(token, { password: 'a quiet river at night' })).status).toBe(201);

    const other = newEmail();
    await register(other, 'a quiet river at night');
    const guessed = await auth.mailedToken(other);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => confirm(guessed, { password: `a guess ${index}` })));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(15);
    expect((await confirm(guessed, { password: 'a quiet river at night' })).status).toBe(410);
  });

  it('is confirmed once, whoever else tries at the same time', async () => {
    const email = newEmail();
    const cookie = cookieOf(await register(email, 'a quiet river at night'));
    const token = await auth.mailedToken(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(token, { cookie })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
  });

  it('expires after a day', async () => {
    const email = newEmail();
    const cookie = cookieOf(await register(email, 'a quiet river at night'));
    const token = await auth.mailedToken(email);
    auth.clock.set(new Date(auth.clock.now().getTime() + 24 * 3600 * 1000));
    expect((await confirm(token, { cookie })).status).toBe(410);
  });

  it('stores the token as a hash alone, and puts none into a mail that waits', async () => {
    const email = newEmail();
    await register(email, 'a quiet river at night');
    const token = await auth.mailedToken(email);
    const [{ text }] = await auth.dataSource.query(`SELECT string_agg(r::text, '') || COALESCE((SELECT string_agg(o::text, '') FROM mail_outbox o), '') AS text FROM registration r`);
    expect(text).not.toContain(token);
    expect(text).not.toContain(Buffer.from(token).toString('hex'));
  });
});

describe('somebody who registers an address of somebody else', () => {
  it('gets nothing by it: the owner who clicks does not confirm the stranger\'s password', async () => {
    const email = newEmail();
    await register(email, 'the password of a stranger');
    const strangersToken = await auth.mailedToken(email);
    const owners = await register(email, 'the password of the owner');
    const cookie = cookieOf(owners);

    // In the owner's browser the stranger's link does nothing.
    expect((await confirm(strangersToken, { cookie })).status).toBe(401);
    expect((await confirm(await auth.mailedToken(email), { cookie })).status).toBe(201);
    expect((await login(email, 'the password of a stranger')).status).toBe(401);
    expect((await login(email, 'the password of the owner')).status).toBe(200);
    expect((await confirm(strangersToken, { password: 'the password of a stranger' })).status).toBe(410);
  });

  it('sees no difference between a new address and a taken one, whose owner is told', async () => {
    const { email } = await auth.account();
    const fresh = newEmail();
    const [taken, free] = [await register(email, 'a quiet river at night'), await register(fresh, 'a quiet river at night')];
    const shown = ({ status, text, headers }: typeof taken) => ({ status, text, names: Object.keys(headers).sort(), length: headers['content-length'] });

    expect(shown(taken)).toEqual(shown(free));
    expect((await auth.mails(email))[0]?.subject).toBe('You have an account already');
    expect((await auth.mails(fresh))[0]?.subject).toBe('Confirm your address');
  });

  it('cannot fill somebody\'s mailbox: five mails in a quarter of an hour, and the same answer to all', async () => {
    const email = newEmail();
    const first = await register(email, 'a quiet river at night');
    const cookie = cookieOf(first);
    const answers = [];
    for (let index = 0; index < 9; index++) answers.push(await auth.anonymous.post('/v1/registrations/resend', { email }, { cookie }));

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await auth.mails(email)).toHaveLength(5);
  });
});

describe('a confirmation that is sent again', () => {
  it('has a new token, and the one before is good no more', async () => {
    const email = newEmail();
    const cookie = cookieOf(await register(email, 'a quiet river at night'));
    const first = await auth.mailedToken(email);
    await auth.anonymous.post('/v1/registrations/resend', { email }, { cookie });
    const second = await auth.mailedToken(email);

    expect(second).not.toBe(first);
    expect((await confirm(first, { cookie })).status).toBe(410);
    expect((await confirm(second, { cookie })).status).toBe(201);
  });
});

describe('a password that is chosen', () => {
  it.each([
    ['short', 'has fewer than 8 characters'],
    ['x'.repeat(129), 'has more than 128 characters'],
    ['password1', 'is known from stolen data'],
    ['Ｐａｓｓｗｏｒｄ１', 'is known from stolen data'],
  ])('may not be %j: it %s', async (password, detail) => {
    const { status, body } = await register(newEmail(), password);
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: '/password', detail }]);
    expect(JSON.stringify(body)).not.toContain(password);
  });

  it('may be any sentence, without a digit', async () => {
    expect((await register(newEmail(), 'correct horse battery staple')).status).toBe(202);
  });
});

describe('an Idempotency-Key', () => {
  it('makes one registration of two requests', async () => {
    const email = newEmail();
    const client = new TestClient(auth.url);
    const send = () => client.post('/v1/registrations', { email, password: 'a quiet river at night' }, { 'idempotency-key': 'r1' });
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual([202, 202]);
    expect(await auth.mails(email)).toHaveLength(1);
  });
});
