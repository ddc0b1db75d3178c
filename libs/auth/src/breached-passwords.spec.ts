import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { BreachedPasswords, remoteRanges } from './breached-passwords.js';
import { offlineRanges } from './offline-ranges.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(true));

describe('the built-in list', () => {
  const breached = new BreachedPasswords(offlineRanges);

  it.each(['password', 'qwerty123', 'iloveyou', 'Ｐａｓｓｗｏｒｄ１'])('knows %s', async (password) => {
    expect(await breached.has(password)).toBe(true);
  });

  it.each(['correct horse battery staple', 'a quiet river at night', ''])('does not know %j', async (password) => {
    expect(await breached.has(password)).toBe(false);
  });
});

describe('a range service', () => {
  const asked: string[] = [];
  // SHA-1 of "password" is 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['add-padding']}`);
    if (request.url?.endsWith('5BAA6')) response.end('1E4C9B93F3F0682250B6CF8331B7EE68FD8:9545824\r\n00000000000000000000000000000000000:0\r\n');
    else response.writeHead(503).end();
  });
  let breached: BreachedPasswords;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    breached = new BreachedPasswords(remoteRanges(`http://127.0.0.1:${(server.address() as AddressInfo).port}/range/`));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is told five digits of the hash, and no more', async () => {
    expect(await breached.has('password')).toBe(true);
    expect(asked).toEqual(['/range/5BAA6 true']);
  });

  it('that is away lets the password pass', async () => {
    expect(await breached.has('a quiet river at night')).toBe(false);
  });
});
