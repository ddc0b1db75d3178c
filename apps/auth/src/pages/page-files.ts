import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A file as it is sent. */
export interface PageFile {
  type: string;
  body: string;
  etag: string;
}

const require = createRequire(import.meta.url);

/** All that the pages load, read once at the start; the script is one file with its one library before it, and nothing comes from elsewhere. */
export function readPageFiles(): Record<'pages.css' | 'pages.js', PageFile> {
  const library = join(require.resolve('@simplewebauthn/browser'), '../../dist/bundle/index.umd.min.js');
  return {
    'pages.css': pageFile('text/css; charset=utf-8', read('pages.css')),
    'pages.js': pageFile('text/javascript; charset=utf-8', `${readFileSync(library, 'utf8')}\n${read('pages.mjs')}`),
  };
}

// The same depth from `src/pages` and from `dist/pages`: what is no TypeScript needs no build.
const read = (name: string): string => readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8');

const pageFile = (type: string, body: string): PageFile => ({
  type,
  body,
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
});
