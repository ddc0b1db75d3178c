import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type AuthApp, startAuth } from './support/app.js';
import { contrasts, launchBrowser } from '@roadmap/testing/browser';
import { virtualAuthenticator } from './support/browser.js';
import { freePort } from './support/free-port.js';

const EMAIL = 'nora@example.com';
const PASSWORD = 'nine boats on a river';

let browser: Browser;
let auth: AuthApp;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];
const hosts = new Set<string>();

beforeAll(async () => {
  browser = await launchBrowser();
  const port = await freePort();
  auth = await startAuth({ env: { PORT: String(port), AUTH_PUBLIC_URL: `http://localhost:${port}` } });
  context = await browser.newContext({ baseURL: `http://localhost:${port}` });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
});
afterAll(async () => {
  await browser.close();
  await auth.stop();
});

const heading = () => page.getByRole('heading', { level: 1 }).textContent();
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const shot = async (name: string): Promise<void> => {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png`, fullPage: true });
};

async function signInByPassword(): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('E-mail address').fill(EMAIL);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await press('Sign in');
}

/** One story, each step from where the one before ended. */
describe('a person with a browser', () => {
  let totp: TOTP;

  it('registers, and confirms by the link in the mail', async () => {
    await page.goto('/register');
    await page.getByLabel('E-mail address').fill(EMAIL);
    await page.getByLabel('Password').fill(PASSWORD);
    await shot('register');
    await press('Register');
    expect(await heading()).toBe('Look into your mail');

    await page.goto(`/verify#token=${await auth.mailedToken(EMAIL)}`);
    expect(new URL(page.url()).hash).toBe('');
    await shot('verify');
    await press('Confirm');
    expect(await page.getByRole('status').textContent()).toBe('Your address is confirmed. Sign in now.');
  });

  it('signs in with the password and sets up an authenticator app', async () => {
    await signInByPassword();
    expect(await heading()).toBe('Your account');
    await press('Set up');
    const secret = (await page.locator('#secret').textContent()) ?? '';
    totp = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) });
    await shot('totp');
    await page.getByLabel('Code').fill(totp.generate({ timestamp: auth.clock.now().getTime() }));
    await press('Turn on');
    expect(await heading()).toBe('Your recovery codes');
    expect(await page.getByRole('listitem').count()).toBe(10);
    await shot('recovery-codes');
  });

  it('signs in with password and code', async () => {
    await page.goto('/account');
    await press('Sign out');
    expect(new URL(page.url()).pathname).toBe('/login');
    await auth.clock.advance(30_000);
    await signInByPassword();
    expect(await heading()).toBe('One more step');
    await shot('second-factor');
    await page.getByLabel('Code').fill('000000');
    await press('Continue');
    expect(await page.getByRole('alert').textContent()).toBe('This code is not right, or was used before.');
    await page.getByLabel('Code').fill(totp.generate({ timestamp: auth.clock.now().getTime() }));
    await press('Continue');
    expect(await heading()).toBe('Your account');
  });

  it('adds a passkey', async () => {
    await virtualAuthenticator(page);
    await page.getByLabel('Name of the device').fill("Nora's phone");
    await press('Add a passkey');
    await page.getByText('The passkey is ready. Next time it signs you in.').waitFor();
    expect(await page.getByRole('button', { name: "Remove Nora's phone" }).count()).toBe(1);
    await shot('account');
  });

  it('signs out, and in again with the passkey that the browser offers by itself, beside the passwords', async () => {
    await press('Sign out');
    expect(await page.getByLabel('E-mail address').getAttribute('autocomplete')).toBe('username webauthn');
    await page.waitForURL('**/account');
    expect(await heading()).toBe('Your account');
    expect(await page.getByText(/Signed in as/).textContent()).toBe(`Signed in as ${EMAIL}`);
  });

  it('signs out, and in again by the button, where the browser offers nothing', async () => {
    await page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false;
    });
    await press('Sign out');
    await shot('login');
    await press('Sign in with a passkey');
    await page.waitForURL('**/account');
    expect(await page.getByText(/Signed in as/).textContent()).toBe(`Signed in as ${EMAIL}`);
  });

  it('is shown the way to the name, where the page was opened by the address and passkeys cannot work', async () => {
    const byAddress = await browser.newContext();
    const other = await byAddress.newPage();
    await other.goto(`${auth.url}/login`);
    expect(await other.getByRole('link', { name: 'Passkeys work at localhost' }).getAttribute('href')).toBe(`${auth.url.replace('127.0.0.1', 'localhost')}/login`);
    expect(await other.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
    await byAddress.close();
  });

  it('reads pages in the dark and on a phone', async () => {
    const phone = await browser.newContext({ colorScheme: 'dark', viewport: { width: 320, height: 700 }, baseURL: auth.url });
    const small = await phone.newPage();
    await small.goto('/login');
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const low = (await contrasts(small)).filter(({ ratio }) => ratio < 4.5);
    expect(low).toEqual([]);
    if (process.env.SCREENSHOTS) await small.screenshot({ path: `${process.env.SCREENSHOTS}/phone.png`, fullPage: true });
    await phone.close();
    expect((await contrasts(page)).filter(({ ratio }) => ratio < 4.5)).toEqual([]);
  });

  it('has loaded nothing from elsewhere, and the browser has found nothing to complain about', () => {
    expect([...hosts]).toEqual(['localhost']);
    expect(complaints.filter((text) => !/the server responded with a status of 401/.test(text))).toEqual([]);
  });
});
