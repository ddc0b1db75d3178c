// @ts-check
// Asks the portal how the apps are, again and again, and writes it into the page that the server has sent.

const EVERY_MS = 3_000;
const ANSWER_WITHIN_MS = 4_000;
const WORDS = { ready: 'Ready', starting: 'Starting', down: 'Down', unknown: 'Unknown' };

/** @typedef {{ name: string, status: keyof typeof WORDS }} AppStatus */

const summary = byId('summary');
const trouble = byId('trouble');
const checked = byId('checked');
/** @type {HTMLElement[]} */
const cards = [...document.querySelectorAll('[data-app]')];

let asking = false;

async function refresh() {
  // A page that nobody sees asks nothing, and a slow answer is not overtaken by the next question.
  if (asking || document.hidden) return;
  asking = true;
  try {
    const response = await fetch('api/apps', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!response.ok) throw new Error(`The portal answers ${response.status}.`);
    show(await response.json());
    write(checked, `Measured live, last at ${new Date().toLocaleTimeString()}.`);
    complain('');
  } catch {
    show([]);
    complain('The portal does not answer, so how the apps are is not known. Asking again every few seconds.');
  } finally {
    asking = false;
  }
}

/** @param {AppStatus[]} apps */
function show(apps) {
  const statuses = new Map(apps.map(({ name, status }) => [name, status]));
  for (const card of cards) {
    const status = statuses.get(card.dataset.app ?? '') ?? 'unknown';
    const badge = card.querySelector('.status');
    badge?.setAttribute('data-status', status);
    write(badge, WORDS[status]);
  }
  const ready = apps.filter(({ status }) => status === 'ready').length;
  write(summary, apps.length > 0 ? `${ready} of ${apps.length} ready` : '');
}

/** @param {string} text nothing, where all is well */
function complain(text) {
  trouble.hidden = text === '';
  write(trouble, text);
}

/** Writes what is new: a screen reader reads out whatever is written to a live region, the same words too. @param {Element | null} element @param {string} text */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

/** @param {string} id */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The page has no #${id}.`);
  return element;
}

write(checked, 'Asking every app …');
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, EVERY_MS);
await refresh();
