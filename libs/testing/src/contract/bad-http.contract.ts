import { connect } from 'node:net';
import type { AppUnderContract } from './app-under-contract.js';
import { problemComplaints } from './response-contract.js';
import { all, statuses } from './statuses.js';

/** Bytes that are not HTTP, or not as it should be, and the status they deserve. */
const MALFORMED: Record<string, [bytes: string, status: number]> = {
  'no HTTP at all': ['GARBAGE\r\n\r\n', 400],
  'a version from the future': ['GET /livez HTTP/9.9\r\nHost: a\r\n\r\n', 400],
  'a header without a colon': ['GET /livez HTTP/1.1\r\nHost a\r\n\r\n', 400],
  'a length that is no number': ['POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n', 400],
  'two ways to tell the length': ['POST /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  'a TLS handshake': ['\x16\x03\x01\x02\x00\x01', 400],
  'giant headers': [`GET /livez HTTP/1.1\r\nHost: a\r\nX-Giant: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
};

/** What never reaches a route: unknown addresses, and what is hardly HTTP. */
export function describeBadHttp(app: AppUnderContract): void {
  it('answers 404 to an unknown address', async () => {
    const paths = ['/nope', '/v1', '/v1/nope/', '//', '/../../etc/passwd', '/%2e%2e/x', '/nope?a=%zz'];
    expect(await statuses(paths, (path) => app.nobody().get(path))).toEqual(all(paths, 404));
    expect((await app.nobody().get('/%zz')).status).toBe(400);
  });

  it.each(Object.entries(MALFORMED))('answers a problem to %s', async (_, [bytes, status]) => {
    const { statusLine, headers, text } = await exchange(app.test.url, bytes);
    expect(statusLine).toContain(` ${status} `);
    expect(headers).toContain('content-type: application/problem+json');
    expect(problemComplaints(app.document, { status, headers: {}, text }, '')).toEqual([]);
  });
}

async function exchange(url: string, bytes: string): Promise<{ statusLine: string; headers: string; text: string }> {
  const { hostname, port } = new URL(url);
  const answer = await new Promise<string>((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    socket.on('data', (chunk) => (received += chunk));
    socket.on('close', () => resolve(received));
    // A server that has said what it had to say may hang up on the rest.
    socket.on('error', (error) => (received ? resolve(received) : reject(error)));
  });
  const [head = '', text = ''] = answer.split('\r\n\r\n');
  const [statusLine = '', ...headers] = head.split('\r\n');
  return { statusLine, headers: headers.join('\n').toLowerCase(), text };
}
