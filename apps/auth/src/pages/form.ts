import { type Html, html } from './html.js';

/** One labelled input of a form. */
export interface Field {
  name: string;
  /** Where two forms of a page have a field of the same name. */
  id?: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  value?: string;
  /** For password managers and passkeys: https://html.spec.whatwg.org/#autofill. */
  autocomplete: string;
  /** Said below the label and read out with it. */
  hint?: string;
  inputmode?: 'numeric' | 'text';
}

/** A label, its hint and its input, tied together for those who do not see them. */
export const field = ({ name, id = name, label, type = 'text', value = '', autocomplete, hint, inputmode }: Field): Html => html`
<label for="${id}">${label}</label>
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
<input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required${hint && html` aria-describedby="${id}-hint"`}${
  inputmode && html` inputmode="${inputmode}"`
}>`;

/** A value that travels with a form unseen. */
export const hidden = (name: string, value: string | undefined): Html => html`${value !== undefined && html`<input type="hidden" name="${name}" value="${value}">`}`;

/**
 * A form that is sent to one of our own routes.
 *
 * @param csrf from `Csrf.token`: without it the route refuses the form
 */
export const form = (action: string, csrf: string, content: Html, button: string, style = ''): Html => html`
<form method="post" action="${action}" class="${style}">
${hidden('csrf', csrf)}
${content}
<button type="submit">${button}</button>
</form>`;
