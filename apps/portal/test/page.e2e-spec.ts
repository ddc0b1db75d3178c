import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import type { TestApp } from '@roadmap/testing';
import { listed, startPortal } from './support/portal.js';

const source = (name: string) => readFileSync(new URL(`../public/${name}`, import.meta.url), 'utf8');
const tricky = { title: `<img src=x onerror="alert('1')"> & $& co`, summary: '</p><script>alert(2)</script>' };

describe('the page', () => {
  let portal: TestApp;
  beforeAll(async () => {
    portal = await startPortal([listed('todo', 'http://127.0.0.1:3001'), listed('tricky', 'http://127.0.0.1:3002/', tricky)]);
  });
  afterAll(() => portal.stop());

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/portal.css', 'text/css; charset=utf-8'],
    ['/portal.mjs', 'text/javascript; charset=utf-8'],
  ])('serves %s as %s, to be asked for again by its ETag', async (path, type) => {
    const { status, headers, text } = await portal.anonymous.get(path);
    expect([status, headers['content-type'], headers['cache-control'], headers['x-content-type-options']]).toEqual([200, type, 'no-cache', 'nosniff']);
    expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(headers.etag).toMatch(/^"[\w-]{22}"$/);

    for (const known of [headers.etag!, `W/${headers.etag}`, `"other", ${headers.etag}`, '*']) {
      const again = await portal.anonymous.get(path, { 'if-none-match': known });
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', headers.etag]);
    }
    expect((await portal.anonymous.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await portal.anonymous.send('HEAD', path)).headers.etag).toBe(headers.etag);
  });

  it('sends the files of the folder, and another ETag for another list', async () => {
    expect((await portal.anonymous.get('/portal.css')).text).toBe(source('portal.css'));
    expect((await portal.anonymous.get('/portal.mjs')).text).toBe(source('portal.mjs'));
    const other = await startPortal([]);
    const [ours, theirs] = await Promise.all([portal.anonymous.get('/'), other.anonymous.get('/')]);
    await other.stop();
    expect(theirs.headers.etag).not.toBe(ours.headers.etag);
    expect(theirs.text).toContain('No app is listed here.');
  });

  it('lists the apps before any script has run', async () => {
    const { text } = await portal.anonymous.get('/');
    expect(text).toContain('<h3>The todo app</h3>');
    expect(text).toContain('<p class="summary">Shows todo.</p>');
    expect(text).toContain('<a class="docs" href="http://127.0.0.1:3001/docs">');
    expect(text).toContain('<a class="address" href="http://127.0.0.1:3001">127.0.0.1:3001<');
    expect(text.match(/data-app="[^"]*"/g)).toEqual(['data-app="todo"', 'data-app="tricky"']);
  });

  it('shows what an app is called and does not run it', async () => {
    const { text } = await portal.anonymous.get('/');
    expect(text).toContain('<h3>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; $&amp; co</h3>');
    expect(text).toContain('&lt;/p&gt;&lt;script&gt;alert(2)&lt;/script&gt;');
    expect(text).not.toContain('<img');
  });

  it('runs and loads nothing but its own, as its policy says', async () => {
    const { text, headers } = await portal.anonymous.get('/');
    const policy = Object.fromEntries(headers['content-security-policy']!.split(';').map((one) => one.trim().split(/ (.*)/s)));
    expect(policy).toMatchObject({ 'default-src': "'self'", 'script-src': "'self'", 'script-src-attr': "'none'", 'object-src': "'none'", 'base-uri': "'self'" });
    expect(policy).not.toHaveProperty('connect-src');

    expect(text.match(/<script.*/g)).toEqual(['<script type="module" src="portal.mjs"></script>']);
    expect(text).not.toMatch(/<style|\sstyle=|\son\w+="/);
    expect([...text.matchAll(/<(?:link|img|iframe)[^>]* (?:href|src)="([^"]*)"/g)].map(([, address]) => address!.slice(0, 19))).toEqual(['data:image/svg+xml,', 'portal.css']);
    expect(source('portal.css')).not.toMatch(/url\(|@import/);
  });

  it.each([
    '/index.html',
    '/public/portal.css',
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/portal.css/../../package.json',
    '/portal.css%00.html',
    '/..%5cpackage.json',
    '//etc/passwd',
    '/portal.css/',
    '/PORTAL.CSS',
    '/constructor',
    '/__proto__',
  ])('has nothing at %s', async (path) => {
    const answer = await raw(portal.url, `GET ${path} HTTP/1.1`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).toContain('application/problem+json');
    expect(answer).not.toContain('@roadmap/portal');
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('cannot be changed by %s', async (method) => {
    const { status, headers, body } = await portal.anonymous.send(method, '/', { body: {} });
    expect([status, headers.allow, body.code]).toEqual([405, 'GET, HEAD', 'method_not_allowed']);
  });

  it('is no part of the API', async () => {
    const { body } = await portal.anonymous.get('/openapi.json');
    expect(Object.keys(body.paths)).toEqual(['/api/apps']);
    expect(body.paths['/api/apps'].get['x-access']).toBe('public');
  });
});

/** Sends the path as it is: every client library would tidy it up first. */
const raw = (url: string, line: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(url);
    let text = '';
    const socket = connect(Number(port), hostname, () => socket.write(`${line}\r\nhost: ${host}\r\nconnection: close\r\n\r\n`));
    socket.on('data', (chunk) => (text += chunk.toString())).once('error', reject).once('end', () => resolve(text));
  });
