import type { AddressInfo } from 'node:net';
import { transaction } from '@roadmap/database';
import { SMTPServer } from 'smtp-server';
import { readAuthConfig } from '../src/app.config.js';
import { MailOutbox } from '../src/mail/mail-outbox.js';
import { type AuthApp, startAuth } from './support/app.js';

/** A mail server that can be broken. */
const received: string[] = [];
let broken = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    let text = '';
    stream.on('data', (chunk: Buffer) => (text += String(chunk)));
    stream.on('end', () => {
      if (broken) return done(Object.assign(new Error('not now'), { responseCode: 451 }));
      received.push(text);
      done();
    });
  },
});

let auth: AuthApp;
let outbox: MailOutbox;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  auth = await startAuth({ env: { SMTP_URL: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` } });
  outbox = auth.running.nest.get(MailOutbox, { strict: false });
});
beforeEach(() => {
  received.length = 0;
  broken = false;
});
afterAll(async () => {
  await auth.stop();
  await new Promise<void>((resolve) => server.close(resolve));
});

const notice = (subject = 'Hello') => transaction(auth.dataSource, (tx) => outbox.add(tx, 'notice', { to: 'ana@example.com', subject, text: 'It is me.\n' }));
const waiting = async (): Promise<number> => (await auth.dataSource.query('SELECT COUNT(*)::int AS count FROM mail_outbox'))[0].count;

describe('a mail', () => {
  it('goes to the mail server, and is not kept', async () => {
    await notice();
    await outbox.drain();

    expect(received).toHaveLength(1);
    expect(received[0]).toContain('From: Backend Roadmap <no-reply@example.com>\r\nTo: ana@example.com\r\nSubject: Hello\r\n');
    expect(await waiting()).toBe(0);
    expect((await auth.anonymous.get('/v1/dev/mails')).status).toBe(404);
  });

  it('that the server does not take is tried again, ten seconds later', async () => {
    broken = true;
    await notice();
    await outbox.drain();
    broken = false;
    await auth.clock.advance(9_000);
    expect(received).toHaveLength(0);
    await auth.clock.advance(1_000);
    expect(received).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it('of something that was undone is not sent', async () => {
    await expect(
      transaction(auth.dataSource, async (tx) => {
        await outbox.add(tx, 'notice', { to: 'ana@example.com', subject: 'Never', text: '' });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await outbox.drain();
    expect(received).toEqual([]);
  });

  it('is sent once by two instances', async () => {
    const { app } = await import('../src/app.js');
    const other = await app.start(auth.env, { clock: auth.clock });
    const both = [outbox, other.nest.get(MailOutbox, { strict: false })];
    for (let index = 0; index < 10; index++) await notice(`Number ${index}`);
    await Promise.all(both.map((one) => one.drain()));
    await other.close();
    await outbox.drain();
    expect(received).toHaveLength(10);
  });

  it('can carry no header of somebody else in its subject', async () => {
    await notice('Hello\r\nBcc: eve@example.com');
    await outbox.drain();
    expect(received[0]).not.toMatch(/^bcc:/im);
  });
});

describe('production', () => {
  it('does not start with the demo secrets or without a mail server, and says all of it at once', () => {
    const start = () => readAuthConfig({ NODE_ENV: 'production' });
    for (const name of ['AUTH_PUBLIC_URL', 'AUTH_ENCRYPTION_KEY', 'AUTH_COOKIE_SECRET', 'DATABASE_URL', 'REDIS_URL']) expect(start).toThrow(name);
  });
});
