import { field, form, hidden } from './form.js';
import { type Html, html } from './html.js';
import type { Page } from './page.js';

/** What the sign-in pages carry along. */
export interface LoginForm {
  csrf: string;
  returnTo: string;
  email?: string;
  error?: string;
  notice?: string;
}

/** `webauthn` in `autocomplete` lets the browser offer passkeys where it offers passwords. */
export const loginPage = ({ csrf, returnTo, email, error, notice }: LoginForm): Page => ({
  title: 'Sign in',
  error,
  notice,
  body: html`
<section>
${form(
  '/login',
  csrf,
  html`${hidden('returnTo', returnTo)}
${field({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username webauthn', value: email })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' })}`,
  'Sign in',
)}
<p><a href="/forgot">Password forgotten?</a></p>
</section>
<form method="post" action="/login/passkey" data-passkey="sign-in" hidden>
${hidden('csrf', csrf)}${hidden('returnTo', returnTo)}
<section>
<h2>Passkey</h2>
<p class="hint">By your finger, face or PIN. No name, no password.</p>
<p class="error" role="alert" hidden></p>
<button type="submit">Sign in with a passkey</button>
</section>
</form>
<section>
<h2>By mail</h2>
${form('/magic-link/ask', csrf, field({ id: 'link-email', name: 'email', label: 'Address for the link', type: 'email', autocomplete: 'email', value: email }), 'Send me a link')}
</section>
<p>No account yet? <a href="/register">Register</a></p>`,
});

export const secondFactorPage = ({ csrf, returnTo, error }: LoginForm, challenge: string): Page => ({
  title: 'One more step',
  error,
  body: html`
<section>
${form(
  '/login/second-factor',
  csrf,
  html`${hidden('returnTo', returnTo)}${hidden('challenge', challenge)}
${field({ name: 'code', label: 'Code', autocomplete: 'one-time-code', hint: 'Six digits from your authenticator app, or one of your recovery codes.' })}`,
  'Continue',
)}
</section>
<p><a href="/login">Start again</a></p>`,
});

/** A page of one sentence. */
export const messagePage = (title: string, text: string | Html): Page => ({ title, body: html`<p>${text}</p><p><a href="/login">To the sign-in</a></p>` });
