// What tests hand to the page runs there, where there is a document.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { type Browser, chromium } from 'playwright-core';

export { contrasts, type TextContrast } from './contrast.js';

/** What keeps a Chromium quiet: nothing of it calls home, so that a test sees only the requests of the page. */
const QUIET = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/**
 * The browser that the run found, without a window.
 *
 * @throws where the run was not given any: a test that needs a browser does not pass without one
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.TEST_CHROMIUM;
  if (!executablePath) throw new Error('TEST_CHROMIUM is not set. "npm test -- <app>" finds or installs a Chromium and runs these tests.');
  // TRAP: root has no sandbox in Chromium, which refuses to start; the pages it opens here are our own.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...QUIET, ...sandbox] });
}
