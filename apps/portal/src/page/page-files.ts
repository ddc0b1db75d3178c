import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ListedApp } from '../apps/listed-apps.js';
import { renderPage } from './render-page.js';

/** A file as it is sent. */
export interface PageFile {
  type: string;
  body: string;
  etag: string;
}

/** The {@link PageFile}s by path, to inject. */
export const PAGE_FILES = Symbol('PAGE_FILES');
export type PageFiles = ReadonlyMap<string, PageFile>;

/** All that is served, and so all that can be asked for: a path that is no key of this has no route. */
export const PAGE_PATHS = ['/', '/portal.css', '/portal.mjs'];

/** Reads the page once, at the start: a missing file stops the start, not a visitor. */
export function readPageFiles(apps: ListedApp[]): PageFiles {
  return new Map([
    ['/', pageFile('text/html; charset=utf-8', renderPage(read('index.html'), apps))],
    ['/portal.css', pageFile('text/css; charset=utf-8', read('portal.css'))],
    ['/portal.mjs', pageFile('text/javascript; charset=utf-8', read('portal.mjs'))],
  ]);
}

// The same depth from `src/page` and from `dist/page`: what is no TypeScript needs no build.
const read = (name: string): string => readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8');

const pageFile = (type: string, body: string): PageFile => ({
  type,
  body,
  etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
});
