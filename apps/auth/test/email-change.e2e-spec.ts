import { type AuthApp, PASSWORD, type Person, personOf, startAuth } from './support/app.js';

const HOUR = 3600_000;
let auth: AuthApp;
let counter = 0;
beforeAll(async () => {
  auth = await startAuth();
});
afterAll(() => auth.stop());

const newAddress = (): string => `new-${++counter}@example.com`;
const skip = (ms: number): void => auth.clock.set(new Date(auth.clock.now().getTime() + ms));
const ask = (ana: Person, email: string) => ana.post('/v1/me/email', { email });
const confirm = (ana: Person, token: string) => ana.post('/v1/me/email/confirm', { token });
const undo = (token: string) => auth.anonymous.post('/v1/email-changes/undo', { token });
const login = (email: string, password = PASSWORD) => auth.anonymous.post('/v1/login', { email, password });

async function changed(ana: Person): Promise<{ email: string; undoToken: string }> {
  const email = newAddress();
  await ask(ana, email);
  await confirm(ana, await auth.mailedToken(email));
  return { email, undoToken: await auth.mailedToken(ana.email) };
}

describe('a change of address', () => {
  it('takes effect when the new address confirms it, once, and the old one hears of it', async () => {
    const ana = await auth.person();
    const email = newAddress();
    expect((await ask(ana, email.toUpperCase())).status).toBe(202);
    expect((await login(email)).status).toBe(401);
    const token = await auth.mailedToken(email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => confirm(ana, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 19 }, () => 410)]);
    expect([(await login(email)).status, (await login(ana.email)).status]).toEqual([200, 401]);
    expect((await auth.mails(ana.email))[0]).toMatchObject({ subject: 'Your e-mail address was changed' });
  });

  it('is confirmed by nobody but the account that asked: a stranger cannot have you click your address into theirs', async () => {
    const [eve, victim] = [await auth.person(), await auth.person()];
    const email = newAddress();
    await ask(eve, email);
    const token = await auth.mailedToken(email);
    expect((await confirm(victim, token)).status).toBe(410);
    expect((await auth.anonymous.post('/v1/me/email/confirm', { token })).status).toBe(401);
    expect((await login(email)).status).toBe(401);
  });

  it('does not tell whether an address is taken, but tells its owner', async () => {
    const [eve, ben] = [await auth.person(), await auth.person()];
    const [taken, free] = [await ask(eve, ben.email), await ask(eve, newAddress())];
    expect([taken.status, taken.text]).toEqual([free.status, free.text]);
    await ask(eve, ben.email);
    expect((await auth.mails(ben.email))[0]?.subject).toBe('This address already has an account');
  });

  it('fails where somebody took the address meanwhile', async () => {
    const ana = await auth.person();
    const email = newAddress();
    await ask(ana, email);
    const token = await auth.mailedToken(email);
    await auth.account({ email });
    expect((await confirm(ana, token)).body.code).toBe('email_taken');
    expect((await login(ana.email)).status).toBe(200);
  });

  it('expires after a day, and is void once another is asked for', async () => {
    const ana = await auth.person();
    const [first, second] = [newAddress(), newAddress()];
    await ask(ana, first);
    const token = await auth.mailedToken(first);
    await ask(ana, second);
    expect((await confirm(ana, token)).status).toBe(410);
    const late = await auth.mailedToken(second);
    skip(24 * HOUR);
    expect((await confirm(await auth.signIn(ana.email), late)).status).toBe(410);
  });

  it('makes bad what was mailed to the old address', async () => {
    const ana = await auth.person();
    await auth.anonymous.post('/v1/password-resets', { email: ana.email });
    const reset = await auth.mailedToken(ana.email);
    await changed(ana);
    expect((await auth.anonymous.post('/v1/password-resets/confirm', { token: reset, password: 'a new long river' })).status).toBe(410);
  });

  it('needs a recent sign-in', async () => {
    const ana = await auth.person();
    skip(301_000);
    const later = personOf(auth.url, ana.email, (await auth.anonymous.post('/v1/refresh', { refreshToken: ana.refreshToken })).body);
    expect((await ask(later, newAddress())).body.code).toBe('insufficient_user_authentication');
  });
});

describe('the undo link', () => {
  it('gives the account back, and leaves nothing in the hands of who changed it', async () => {
    const eve = await auth.person();
    const { key } = (await eve.post('/v1/me/api-keys', { name: 'backdoor', scopes: ['todos:read'] })).body;
    const { email, undoToken } = await changed(eve);
    expect((await undo(undoToken)).status).toBe(204);
    expect((await undo(undoToken)).status).toBe(410);
    expect([(await login(email)).status, (await login(eve.email)).status]).toEqual([401, 401]);
    expect((await eve.get('/v1/me')).status).toBe(401);
    expect((await auth.anonymous.post('/v1/refresh', { refreshToken: eve.refreshToken })).status).toBe(401);
    expect((await auth.anonymous.post('/v1/token/api-key', { key })).status).toBe(401);

    await auth.anonymous.post('/v1/password-resets', { email: eve.email });
    await auth.anonymous.post('/v1/password-resets/confirm', { token: await auth.mailedToken(eve.email), password: 'mine again for good' });
    expect((await login(eve.email, 'mine again for good')).status).toBe(200);
  });

  it('works after a second change, whose own undo link leads nowhere then', async () => {
    const eve = await auth.person();
    const first = await changed(eve);
    const second = newAddress();
    // The clock must move: which change came later is told by its time.
    skip(1_000);
    await ask(eve, second);
    await confirm(eve, await auth.mailedToken(second));
    const theirs = await auth.mailedToken(first.email);
    expect((await undo(first.undoToken)).status).toBe(204);
    expect((await undo(theirs)).status).toBe(410);
    const [row] = await auth.dataSource.query('SELECT email FROM account WHERE id = $1', [eve.id]);
    expect(row.email).toBe(eve.email);
  });

  it('is good for 72 hours', async () => {
    const [ana, ben] = [await auth.person(), await auth.person()];
    const [one, two] = [await changed(ana), await changed(ben)];
    skip(72 * HOUR - 1_000);
    expect((await undo(one.undoToken)).status).toBe(204);
    skip(1_000);
    expect((await undo(two.undoToken)).status).toBe(410);
  });
});
