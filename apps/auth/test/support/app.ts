import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp, TestClient, type TestAppOptions } from '@roadmap/testing';
import { DataSource } from 'typeorm';
import { app, database } from '../../src/app.js';
import { Account } from '../../src/accounts/account.entity.js';
import { PasswordHasher } from '@roadmap/auth';
import { MailOutbox } from '../../src/mail/mail-outbox.js';

export const PASSWORD = 'a long and quiet river';

/** Somebody with an account, signed in. */
export interface Person extends TestClient {
  email: string;
  accessToken: string;
  refreshToken: string;
}

/** A mail as the portal shows it. */
export interface MailView {
  to: string;
  subject: string;
  text: string;
}

export interface AuthApp extends TestApp {
  dataSource: DataSource;
  /** An account with {@link PASSWORD}, put into the table. */
  account: (given?: { email?: string; roles?: string[] }) => Promise<{ id: string; email: string }>;
  /** Signs in by password. */
  signIn: (email: string, password?: string, headers?: Record<string, string>) => Promise<Person>;
  /** A new account, signed in. */
  person: (roles?: string[]) => Promise<Person>;
  admin: () => Promise<Person>;
  /** What was mailed to an address, the newest first; waits for what is on its way. */
  mails: (to: string) => Promise<MailView[]>;
  /** The token of the newest mail's link. */
  mailedToken: (to: string) => Promise<string>;
}

/** The real authentication app on a database of its own. */
export async function startAuth(options: TestAppOptions = {}): Promise<AuthApp> {
  const auth = await startTestApp(app, { database, otherProtocols: ['/oidc/'], ...options });
  const dataSource = auth.running.nest.get(DataSource);
  const outbox = auth.running.nest.get(MailOutbox, { strict: false });
  // One hash for all: what it costs is not the matter of these tests.
  const passwordHash = await auth.running.nest.get(PasswordHasher, { strict: false }).hash(PASSWORD);

  const account: AuthApp['account'] = async ({ email = `${randomUUID()}@example.com`, roles = ['user'] } = {}) => {
    const now = auth.clock.now();
    const row = { email, roles, passwordHash, emailVerifiedAt: now, tokenVersion: 1, disabledAt: null, createdAt: now, updatedAt: now };
    const { id } = await dataSource.getRepository(Account).save(row);
    return { id, email };
  };
  const signIn: AuthApp['signIn'] = async (email, password = PASSWORD, headers = {}) => {
    const { status, body } = await auth.anonymous.post('/v1/login', { email, password }, headers);
    if (status !== 200 || body.mfaRequired) throw new Error(`The sign-in was answered ${status}: ${JSON.stringify(body)}`);
    return personOf(auth.url, email, body);
  };
  const mails: AuthApp['mails'] = async (to) => {
    await outbox.drain();
    return (await auth.anonymous.get(`/v1/dev/mails?to=${encodeURIComponent(to)}`)).body.items;
  };
  return {
    ...auth,
    dataSource,
    account,
    signIn,
    person: async (roles) => signIn((await account({ roles })).email),
    admin: async () => signIn((await account({ roles: ['user', 'admin'] })).email),
    mails,
    mailedToken: async (to) => /#token=([\w-]+)/.exec((await mails(to))[0]?.text ?? '')?.[1] ?? 'there is no token in the mail',
  };
}

/** Somebody who holds these tokens. */
export function personOf(url: string, email: string, { accessToken, refreshToken }: { accessToken: string; refreshToken: string }): Person {
  return Object.assign(new TestClient(url, accessToken, claimsOf(accessToken).sub as string), { email, accessToken, refreshToken });
}

/** What a token says, unverified. */
export const claimsOf = (token: string): Record<string, unknown> => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
