import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { TestClock } from '@roadmap/clock';
import { RemoteIssuer } from './remote-issuer.js';

const clock = new TestClock();
const asked: string[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  asked.push(request.url ?? '');
  answer(response);
});
const says = (body: unknown) => (response: ServerResponse) => void response.end(JSON.stringify(body));
const item = (given: object) => ({ at: clock.now().getTime(), until: clock.now().getTime() + 300_000, ...given });

let issuer: RemoteIssuer;
beforeAll(async () => {
  Logger.overrideLogger(false);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  const feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/revocations`;
  issuer = new RemoteIssuer({ AUTH_JWKS_URL: 'demo:jwks', AUTH_REVOCATIONS_URL: feed, AUTH_REVOCATIONS_POLL_MS: 2_000 } as never, clock);
});
afterEach(() => issuer.onModuleDestroy());
afterAll(async () => {
  Logger.overrideLogger(true);
  await new Promise((resolve) => server.close(resolve));
});

describe('the feed of a remote issuer', () => {
  it('is read before the first request, then every two seconds from where it ended', async () => {
    answer = says({ items: [item({ sid: 's1' })], cursor: '7' });
    await issuer.onApplicationBootstrap();
    expect(issuer.isRevoked({ subject: 'ana', session: 's1' })).toBe(true);

    answer = says({ items: [item({ sub: 'ben', ver: 2 })], cursor: '8' });
    await clock.advance(4_000);
    expect(issuer.isRevoked({ subject: 'ben', version: 1 })).toBe(true);
    expect(asked).toEqual(['/v1/revocations', '/v1/revocations?after=7', '/v1/revocations?after=8']);
  });

  it.each([
    ['fails', (response: ServerResponse) => void response.writeHead(500).end()],
    ['leads elsewhere', (response: ServerResponse) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['is no feed', says({ items: [{ sid: 7 }] })],
    ['is no JSON', (response: ServerResponse) => void response.end('<html>')],
    ['breaks off', (response: ServerResponse) => void response.destroy()],
  ])('that %s stops nothing, keeps what is known, and is asked again', async (_, broken) => {
    answer = says({ items: [item({ sid: 's1' })], cursor: '7' });
    await issuer.onApplicationBootstrap();
    answer = broken;
    await clock.advance(2_000);
    expect(issuer.isRevoked({ subject: 'ana', session: 's1' })).toBe(true);
    expect(issuer.isRevoked({ subject: 'ana', session: 's2' })).toBe(false);

    answer = says({ items: [item({ sid: 's2' })], cursor: '8' });
    await clock.advance(2_000);
    expect(issuer.isRevoked({ subject: 'ana', session: 's2' })).toBe(true);
    expect(asked.at(-1)).toBe('/v1/revocations?after=7');
  });

  it('is not asked for where there is none', async () => {
    const without = new RemoteIssuer({ AUTH_JWKS_URL: 'demo:jwks', AUTH_REVOCATIONS_POLL_MS: 2_000 } as never, clock);
    await without.onApplicationBootstrap();
    await clock.advance(10_000);
    expect(asked).toEqual([]);
  });
});
