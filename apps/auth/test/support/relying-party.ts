import { createHash, randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { TestClock } from '@roadmap/clock';
import { type AuthApp, PASSWORD, startAuth } from './app.js';
import { type Loaded, WebBrowser } from './web-browser.js';

export const ISSUER = 'http://127.0.0.1:3002';
export const RESOURCE = 'urn:roadmap:backend-roadmap';
export const SPA = { id: 'demo-spa', callback: 'http://127.0.0.1:8080/callback' };
export const SERVER = { id: 'demo-server', secret: 'demo-client-secret-for-development-only', callback: 'http://127.0.0.1:8081/callback' };

const REAL = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const;

/** The app, in a process whose `Date` is the test's clock: the library of the provider asks `Date`. Timers are real. */
export async function startProvider(env: Record<string, string> = {}): Promise<AuthApp> {
  jest.useFakeTimers({ doNotFake: [...REAL], now: new TestClock().now() });
  return startAuth({ env });
}

/** Moves both. */
export async function wait(auth: AuthApp, ms: number): Promise<void> {
  if (ms > 0) await auth.clock.advance(ms);
  jest.setSystemTime(auth.clock.now());
}

export const browserOf = (auth: AuthApp, others: Record<string, string> = {}): WebBrowser => new WebBrowser({ [ISSUER]: auth.url, ...others });

/** PKCE, RFC 7636. */
export function pkce(verifier = randomBytes(32).toString('base64url')) {
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** An authorization request as it should be, with these changes; undefined leaves a parameter out. */
export function authorizeUrl(changes: Record<string, string | undefined> = {}): string {
  const parameters = {
    client_id: SPA.id,
    redirect_uri: SPA.callback,
    response_type: 'code',
    scope: 'openid email',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: pkce('v'.repeat(43)).challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${ISSUER}/oidc/authorize?${new URLSearchParams(given).toString()}`;
}

/** Opens the request, signs in, says yes. @returns what the app is told */
export async function authorize(browser: WebBrowser, url: string, email: string): Promise<URLSearchParams> {
  let page = await browser.open(url);
  if (page.url.startsWith(`${ISSUER}/login`)) page = await browser.submit(page, '/login', { email, password: PASSWORD });
  if (page.url.includes('/interaction/')) page = await browser.submit(page, /\/allow$/);
  return answerOf(page);
}

/** What an app is told at its callback. */
export function answerOf(page: Loaded): URLSearchParams {
  if (page.status !== 0) throw new Error(`It ends at ${page.url} (${page.status}): ${page.text.slice(0, 3_000)}`);
  return new URL(page.url).searchParams;
}

export interface TokenAnswer {
  status: number;
  body: Record<string, string> & { expires_in?: number };
}

/** Asks an endpoint as a client does. */
export async function ask(auth: AuthApp, path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<TokenAnswer> {
  const answer = await fetch(auth.url + path, { method: 'POST', body: new URLSearchParams(form), headers: { accept: 'application/json', ...headers } });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
}

export const basic = (id: string, secret: string): { authorization: string } => ({ authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}` });

/** Exchanges a code, as `demo-spa` and with the verifier of {@link authorizeUrl}. */
export const exchange = (auth: AuthApp, code: string, changes: Record<string, string> = {}): Promise<TokenAnswer> =>
  ask(auth, '/oidc/token', { grant_type: 'authorization_code', client_id: SPA.id, redirect_uri: SPA.callback, code, code_verifier: 'v'.repeat(43), ...changes });
