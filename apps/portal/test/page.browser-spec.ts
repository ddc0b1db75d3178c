import type { TestApp } from '@roadmap/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { contrasts, launchBrowser } from '@roadmap/testing/browser';
import { answers, FakeApp, resets } from './support/fake-app.js';
import { listed, startPortal } from './support/portal.js';

const REFRESH_MS = 3_000;

let browser: Browser;
let fakes: FakeApp[];
let portal: TestApp;
const opened: Page[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  fakes = await Promise.all([answers(200), answers(503), resets].map((behaviour) => FakeApp.start(behaviour)));
  const [todo, shop, chat] = fakes.map(({ url }) => url);
  portal = await startPortal([
    listed('todo', todo!, { title: 'To-do API' }),
    listed('shop', shop!, { title: 'Shop', level: 'intermediate' }),
    listed('chat', chat!, { title: 'Chat', level: 'advanced' }),
  ]);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((page) => page.context().close()));
  await portal.stop();
  await Promise.all(fakes.map((app) => app.stop()));
});

/** The page in a fresh profile, its time in our hands; what goes wrong in it, and whom it asks, is collected. */
async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[]; hosts: Set<string> }> {
  const context = await browser.newContext({ baseURL: portal.url, ...options });
  const page = await context.newPage();
  opened.push(page);
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).origin));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.clock.install();
  await page.goto('/');
  return { page, complaints, hosts };
}

const statuses = (page: Page): Promise<string[]> => page.locator('.status').allTextContents();

/** Waits for the page to say it, and tells what it said when it does not. */
async function says(page: Page, expected: string[]): Promise<void> {
  const same = (texts: string[]) => [...document.querySelectorAll('.status')].every((one, index) => one.textContent === texts[index]);
  await page.waitForFunction(same, expected, { timeout: 5_000, polling: 20 }).catch(() => undefined);
  expect(await statuses(page)).toEqual(expected);
}

/** The page's next question, which the portal answers by asking the apps and not from memory. */
async function nextRefresh(page: Page): Promise<void> {
  await portal.clock.advance(1_000);
  await page.clock.runFor(REFRESH_MS);
}

describe('the page in a browser', () => {
  it('reads as a heading, a list and what each app is, with every link named for itself', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    const [todo, shop, chat] = fakes.map(({ url }) => url.replace('http://', ''));
    const app = (title: string, name: string, level: string, status: string, address: string) => `
      - listitem:
        - paragraph: ${level} ${status}
        - heading "${title}" [level=3]
        - paragraph: Shows ${name}.
        - paragraph:
          - link "API docs of ${title}":
            - /url: http://${address}/docs
          - link "${address} address of ${title}":
            - /url: http://${address}`;
    const expected = `
- banner:
  - heading "Backend Roadmap" [level=1]
  - paragraph: Every project of the backend roadmaps, built for real, as one living system.
- main:
  - heading "Apps" [level=2]
  - status: 1 of 3 ready
  - list:${[app('To-do API', 'todo', 'beginner', 'Ready', todo!), app('Shop', 'shop', 'intermediate', 'Starting', shop!), app('Chat', 'chat', 'advanced', 'Down', chat!)].join('').replaceAll('\n  ', '\n')}
- contentinfo:
  - paragraph: Measured live, last at noon.
  - paragraph:
    - link "The same as JSON":
      - /url: api/apps
  - paragraph:
    - link "API docs of this portal":
      - /url: docs`;
    expect((await page.locator('body').ariaSnapshot()).replace(/last at [^.]*/, 'last at noon')).toBe(expected.trim());
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.title()).toBe('Backend Roadmap');
  });

  it('sees an app come up and go, and asks nothing of any other host', async () => {
    const { page, complaints, hosts } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);

    fakes[1]!.behaviour = answers(200);
    await fakes[0]!.stop();
    await nextRefresh(page);
    await says(page, ['Down', 'Ready', 'Down']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 3 ready');
    expect([...hosts]).toEqual([portal.url]);
    expect(complaints).toEqual([]);
  });

  it('says so when the portal does not answer, claims nothing meanwhile, and recovers', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    const alert = page.getByRole('alert');
    expect(await alert.count()).toBe(0);

    for (const fail of [{ status: 500, body: 'no' }, { status: 200, contentType: 'text/html', body: '<p>Sign in to the hotel' }, 'refused'] as const) {
      await page.route('**/api/apps', (route) => (fail === 'refused' ? route.abort('connectionrefused') : route.fulfill(fail)));
      await nextRefresh(page);
      await says(page, ['Unknown', 'Unknown', 'Unknown']);
      expect(await alert.textContent()).toBe('The portal does not answer, so how the apps are is not known. Asking again every few seconds.');
      expect(await page.getByRole('status').textContent()).toBe('');

      await page.unroute('**/api/apps');
      await nextRefresh(page);
      await says(page, ['Ready', 'Starting', 'Down']);
      expect(await alert.count()).toBe(0);
    }
  });

  it('writes to the live region only what is new', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    const written = await page.evaluateHandle(() => {
      const seen: (string | null)[] = [];
      new MutationObserver(() => seen.push(document.getElementById('summary')!.textContent)).observe(document.getElementById('summary')!, { childList: true, characterData: true, subtree: true });
      return seen;
    });
    fakes[1]!.behaviour = resets;
    await nextRefresh(page);
    await says(page, ['Ready', 'Down', 'Down']);
    fakes[1]!.behaviour = answers(200);
    await nextRefresh(page);
    await says(page, ['Ready', 'Ready', 'Down']);
    expect(await written.jsonValue()).toEqual(['2 of 3 ready']);
  });

  it.each(['light', 'dark'] as const)('can be read in %s: every text has a contrast of at least 4.5', async (colorScheme) => {
    const { page } = await open({ colorScheme, reducedMotion: 'reduce' });
    await says(page, ['Ready', 'Starting', 'Down']);
    const healthy = await contrasts(page);
    await page.route('**/api/apps', (route) => route.abort());
    await nextRefresh(page);
    await says(page, ['Unknown', 'Unknown', 'Unknown']);
    const all = [...healthy, ...(await contrasts(page))];

    expect(all.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
    const measured = all.map(({ text }) => text);
    expect(measured).toEqual(expect.arrayContaining(['Backend Roadmap', 'beginner', 'Ready', 'Starting', 'Down', 'Unknown', 'Shows todo.', 'The same as JSON', await page.getByRole('alert').textContent()]));
  });

  it('tells the statuses apart without colour', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    const signs = await page.locator('.status').evaluateAll((all) => all.map((one) => getComputedStyle(one, '::before').content));
    expect(signs).toEqual(['"✓" / ""', '"◐" / ""', '"✕" / ""']);
  });

  it('is walked by the keyboard in reading order, and shows where it is', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    const walked: string[] = [];
    for (let step = 0; step < 8; step++) {
      await page.keyboard.press('Tab');
      const [text, outline] = await page.evaluate(() => [document.activeElement!.textContent!, getComputedStyle(document.activeElement!).outlineStyle]);
      expect(outline).toBe('solid');
      walked.push(text);
    }
    const address = (index: number) => fakes[index]!.url.replace('http://', '');
    expect(walked).toEqual([
      'API docs of To-do API',
      `${address(0)} address of To-do API`,
      'API docs of Shop',
      `${address(1)} address of Shop`,
      'API docs of Chat',
      `${address(2)} address of Chat`,
      'The same as JSON',
      'API docs of this portal',
    ]);
  });

  it('moves only for those who do not mind', async () => {
    const moving = async (reducedMotion: 'reduce' | 'no-preference') => {
      const { page } = await open({ reducedMotion });
      await says(page, ['Ready', 'Starting', 'Down']);
      return page.evaluate(() => document.getAnimations().length > 0);
    };
    expect(await moving('no-preference')).toBe(true);
    expect(await moving('reduce')).toBe(false);
  });

  it('fits every width from 320 pixels without scrolling sideways', async () => {
    const { page } = await open();
    await says(page, ['Ready', 'Starting', 'Down']);
    for (const width of [320, 360, 768, 1280]) {
      await page.setViewportSize({ width, height: 720 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
  });

  it('lists the apps where JavaScript is off, and says what is missing', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await statuses(page)).toEqual(['Not asked yet', 'Not asked yet', 'Not asked yet']);
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['To-do API', 'Shop', 'Chat']);
    expect(await page.getByText('Showing the status needs JavaScript.').isVisible()).toBe(true);
  });
});
