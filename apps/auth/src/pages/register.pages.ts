import { field, form, hidden } from './form.js';
import { html } from './html.js';
import type { Page } from './page.js';

export const registerPage = ({ csrf, email, error }: { csrf: string; email?: string; error?: string }): Page => ({
  title: 'Register',
  error,
  body: html`
<section>
${form(
  '/register',
  csrf,
  html`${field({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: email })}
${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', hint: 'At least eight characters. A sentence is fine.' })}`,
  'Register',
)}
</section>
<p>Have an account? <a href="/login">Sign in</a></p>`,
});

/** A page that a link in a mail leads to. Opening it does nothing yet: scanners open links, people press buttons. */
const linkPage = (title: string, explanation: string, action: string, csrf: string, more: ReturnType<typeof html>, button: string, token?: string, error?: string): Page => ({
  title,
  error,
  body: html`
<section>
<p>${explanation}</p>
${form(action, csrf, html`${field({ name: 'token', label: 'Code from the link', autocomplete: 'off', value: token })}${more}`, button)}
</section>`,
});

export const verifyPage = ({ csrf, token, error, askPassword }: { csrf: string; token?: string; error?: string; askPassword?: boolean }): Page =>
  linkPage(
    'Confirm your address',
    'One click, and the account is yours.',
    '/verify',
    csrf,
    html`${askPassword && field({ name: 'password', label: 'The password you chose', type: 'password', autocomplete: 'current-password' })}`,
    'Confirm',
    token,
    error,
  );

export const resetPage = (csrf: string, error?: string, token?: string): Page =>
  linkPage(
    'Choose a new password',
    'Afterwards you are signed out everywhere.',
    '/reset',
    csrf,
    field({ name: 'password', label: 'New password', type: 'password', autocomplete: 'new-password', hint: 'At least eight characters. A sentence is fine.' }),
    'Set password',
    token,
    error,
  );

export const magicLinkPage = (csrf: string): Page =>
  linkPage('Sign in by mail', 'It works in the browser in which you asked for it.', '/magic-link', csrf, hidden('returnTo', '/account'), 'Sign in');

export const emailConfirmPage = (csrf: string): Page => linkPage('Confirm your new address', 'From now on you sign in with it.', '/email/confirm', csrf, html``, 'Use this address');

export const emailUndoPage = (csrf: string): Page =>
  linkPage('Take your account back', 'Your old address is used again, the password is removed, and everybody is signed out.', '/email/undo', csrf, html``, 'Undo the change');

export const forgotPage = (csrf: string): Page => ({
  title: 'Password forgotten',
  body: html`
<section>
${form('/forgot', csrf, field({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email' }), 'Send me a link')}
</section>`,
});
