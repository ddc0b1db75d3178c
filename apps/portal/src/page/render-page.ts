import type { ListedApp } from '../apps/listed-apps.js';

/** Where the template wants the apps. */
const PLACE = '<!-- apps -->';

/** The page with every app in it, so that it is of use before its script runs, and without. */
export function renderPage(template: string, apps: ListedApp[]): string {
  if (!template.includes(PLACE)) throw new Error(`The page has no ${PLACE}.`);
  // TRAP: a replacement text may hold "$&", which means something; what a function returns does not.
  return template.replace(PLACE, () => (apps.length > 0 ? apps.map(renderApp).join('\n') : NOBODY));
}

const NOBODY = '<li class="app nobody">No app is listed here. <code>npm start</code> starts them all and lists them in <code>ROADMAP_APPS</code>.</li>';

const renderApp = ({ name, title, level, summary, url }: ListedApp): string => html`
      <li class="app" data-app="${name}">
        <p class="about"><span class="level">${level}</span><span class="status" data-status="unknown">Not asked yet</span></p>
        <h3>${title}</h3>
        <p class="summary">${summary}</p>
        <p class="links">
          <a class="docs" href="${url}/docs">API docs<span class="unseen"> of ${title}</span></a>
          <a class="address" href="${url}">${url.replace(/^https?:\/\//, '')}<span class="unseen"> address of ${title}</span></a>
        </p>
      </li>`;

/** A template whose values are text, whatever they look like. */
const html = (parts: TemplateStringsArray, ...values: string[]): string => String.raw({ raw: parts }, ...values.map(escape));

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);
