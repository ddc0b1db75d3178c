/** Markup that may stand in a page as it is: what {@link html} made. */
export class Html {
  constructor(readonly markup: string) {}
}

type Value = string | number | Html | readonly Html[] | false | null | undefined;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found);

/**
 * A template whose values are text, whatever they look like; only other templates go in as they are. `false`, `null` and `undefined` are nothing.
 *
 * TRAP: escaped text is safe between tags and between quotes and nowhere else, so attributes are always quoted, and no page has a script or a style in it.
 *
 * @example html`<p title="${title}">${name}</p>${isNew && html`<b>new</b>`}`
 */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(String.raw({ raw: parts }, ...values.map(markupOf)));
}

function markupOf(value: Value): string {
  if (value === false || value === null || value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('');
  return escape(String(value));
}
