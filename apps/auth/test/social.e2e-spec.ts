import { randomUUID } from 'node:crypto';
import { AccountsService } from '../src/accounts/accounts.service.js';
import { ChangeEmail } from '../src/email-change/change-email.js';
import { UndoEmailChange } from '../src/email-change/undo-email-change.js';
import { SecondFactors } from '../src/login/second-factors.js';
import { type AuthApp } from './support/app.js';
import { type ForeignProvider, type Person, startForeignProvider } from './support/foreign-provider.js';
import { ISSUER, startProvider } from './support/relying-party.js';
import { WebBrowser } from './support/web-browser.js';

const CALLBACK = `${ISSUER}/v1/social/other/callback`;

let auth: AuthApp;
let other: ForeignProvider;
let third: ForeignProvider;
beforeAll(async () => {
  other = await startForeignProvider(CALLBACK);
  third = await startForeignProvider(`${ISSUER}/v1/social/third/callback`);
  const shared = { clientId: 'us', clientSecret: 'a-secret-between-the-two' };
  const providers = [
    { id: 'other', name: 'Other', issuer: other.issuer, ...shared },
    { id: 'third', name: 'Third', issuer: third.issuer, ...shared },
  ];
  auth = await startProvider({ AUTH_SOCIAL_PROVIDERS: JSON.stringify(providers) });
});
afterAll(() => Promise.all([auth.stop(), other.stop(), third.stop()]));

/** At the other provider the next to sign in is somebody new. */
const somebody = (changes: Partial<Person> = {}): Person => (other.person = { sub: randomUUID(), email: `${randomUUID()}@example.com`, email_verified: true, ...changes });

const browser = () => new WebBrowser({ [ISSUER]: auth.url, [other.issuer]: other.issuer });
const signIn = (one = browser()) => one.open(`${ISSUER}/v1/social/other?returnTo=/login`);
const accountsOf = async (email: string): Promise<Record<string, unknown>[]> => auth.dataSource.query('SELECT * FROM account WHERE email = $1', [email]);
const linksOf = async (subject: string): Promise<{ account_id: string }[]> => auth.dataSource.query('SELECT * FROM social_identity WHERE subject = $1', [subject]);

/** A browser that has been to the other provider, and the address by which it is about to come back. */
async function onTheWayBack(change = (url: URL) => url): Promise<{ mine: WebBrowser; back: URL }> {
  // Without the other provider's server it stops at the address it is sent to.
  const mine = new WebBrowser({ [ISSUER]: auth.url });
  const there = await mine.open(`${ISSUER}/v1/social/other?returnTo=/login`);
  const back = await new WebBrowser({ [other.issuer]: other.issuer }).open(change(new URL(there.url)).href);
  expect(back.url).toContain(CALLBACK);
  return { mine, back: new URL(back.url) };
}

describe('Signing in by way of another provider', () => {
  it('asks it for a code, with PKCE, state and nonce', async () => {
    const { url } = await new WebBrowser({ [ISSUER]: auth.url }).open(`${ISSUER}/v1/social/other`);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: CALLBACK, state: expect.stringMatching(/.{43}/), nonce: expect.stringMatching(/.{43}/) });
  });

  it('makes an account with the proved address, and finds it again, also when the address there has changed', async () => {
    const { sub, email } = somebody();
    const one = browser();
    expect((await signIn(one)).url).toContain('/account');
    const [account] = await accountsOf(email);
    expect(account).toMatchObject({ password_hash: null, email_verified_at: expect.any(Date) });

    somebody({ sub });
    await signIn();
    expect(await linksOf(sub)).toMatchObject([{ account_id: account?.id }]);
    expect(await accountsOf(other.person.email)).toEqual([]);
  });

  it('leads to the account that has the address, where both sides have proved it', async () => {
    const { id, email } = await auth.account();
    const { sub } = somebody({ email: email.toUpperCase() });
    await signIn();
    expect(await linksOf(sub)).toMatchObject([{ account_id: id }]);
  });

  it('asks for the second factor all the same', async () => {
    const { email } = await auth.account();
    somebody({ email });
    const factors = auth.running.nest.get(SecondFactors, { strict: false });
    const { of } = factors;
    factors.of = async () => ['totp'];
    try {
      expect((await signIn()).text).toContain('One more step');
    } finally {
      factors.of = of;
    }
  });
});

describe('Attacks on it', () => {
  it('an unproved address there opens no account here, and makes none', async () => {
    const { email } = await auth.account();
    const { sub } = somebody({ email, email_verified: false });
    expect((await signIn()).status).toBe(409);
    expect(await linksOf(sub)).toEqual([]);

    const stranger = somebody({ email_verified: false });
    expect((await signIn()).status).toBe(409);
    expect(await accountsOf(stranger.email)).toEqual([]);
  });

  it('an account here whose address was never proved waits for nobody (pre-hijacking)', async () => {
    const { id, email } = await auth.account();
    await auth.dataSource.query('UPDATE account SET email_verified_at = NULL WHERE id = $1', [id]);
    const { sub } = somebody({ email });
    expect((await signIn()).status).toBe(409);
    expect(await linksOf(sub)).toEqual([]);
  });

  it('an answer that belongs to another browser signs nobody in', async () => {
    somebody();
    const { back } = await onTheWayBack();
    expect((await browser().open(back.href)).status).toBe(401);
    const victim = browser();
    await signIn(victim);
    expect((await victim.open(back.href)).status).toBe(401);
  });

  it.each<[string, (back: URL) => void]>([
    ['no state', (back) => back.searchParams.delete('state')],
    ['another state', (back) => back.searchParams.set('state', 'x'.repeat(43))],
    ['two states', (back) => back.searchParams.append('state', 'x'.repeat(43))],
    ['no iss', (back) => back.searchParams.delete('iss')],
    ['the iss of another provider (mix-up)', (back) => back.searchParams.set('iss', third.issuer)],
    ['the callback of another provider (mix-up)', (back) => void (back.pathname = '/v1/social/third/callback')],
    ['another code', (back) => back.searchParams.set('code', 'x'.repeat(43))],
  ])('an answer with %s is refused', async (_what, change) => {
    const { sub } = somebody();
    const { mine, back } = await onTheWayBack();
    change(back);
    expect((await mine.open(back.href)).status).toBe(401);
    expect(await linksOf(sub)).toEqual([]);
  });

  it.each([
    ['nonce', 'n'.repeat(43)],
    ['code_challenge', 'c'.repeat(43)],
  ])('a code that was got for another %s is refused', async (name, value) => {
    const { sub } = somebody();
    const { mine, back } = await onTheWayBack((url) => {
      url.searchParams.set(name, value);
      return url;
    });
    expect((await mine.open(back.href)).status).toBe(401);
    expect(await linksOf(sub)).toEqual([]);
  });

  it('an answer is good once, and for ten minutes', async () => {
    somebody();
    const first = await onTheWayBack();
    expect((await first.mine.open(first.back.href)).url).toContain('/account');
    expect((await first.mine.open(first.back.href)).status).toBe(401);

    const late = await onTheWayBack();
    await auth.clock.advance(10 * 60_000);
    expect((await late.mine.open(late.back.href)).status).toBe(401);
  });

  it('a change of address that is undone takes back who came by the address in between', async () => {
    const { id, email } = await auth.account();
    const { sub, email: theirs } = somebody();
    const change = auth.running.nest.get(ChangeEmail, { strict: false });
    const caller = { ip: '127.0.0.1', userAgent: '' };
    await change.ask((await auth.running.nest.get(AccountsService, { strict: false }).findById(id))!, theirs, caller);
    await change.confirm(id, await auth.mailedToken(theirs), caller);
    await signIn();
    expect(await linksOf(sub)).toMatchObject([{ account_id: id }]);

    await auth.running.nest.get(UndoEmailChange, { strict: false }).run(await auth.mailedToken(email), caller);
    expect(await linksOf(sub)).toEqual([]);
  });

  it('leads nowhere else afterwards', async () => {
    somebody();
    const end = await browser().open(`${ISSUER}/v1/social/other?returnTo=${encodeURIComponent('//evil.example')}`);
    expect(new URL(end.url).origin).toBe(ISSUER);
  });
});
