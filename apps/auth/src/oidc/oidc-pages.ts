import { form, hidden } from '../pages/form.js';
import { html } from '../pages/html.js';
import type { Page } from '../pages/page.js';

/** What a scope means, to people. */
const MEANINGS: Record<string, string> = {
  openid: 'know that it is you',
  email: 'see your e-mail address',
  roles: 'see your roles',
  offline_access: 'stay signed in when you are away',
  'todos:read': 'read your to-dos',
  'todos:write': 'change your to-dos',
};

export interface Consent {
  uid: string;
  csrf: string;
  client: string;
  /** Where the answer goes. */
  origin: string;
  scopes: readonly string[];
  email: string;
}

export const consentPage = ({ uid, csrf, client, origin, scopes, email }: Consent): Page => ({
  title: `Allow ${client}?`,
  signedInAs: email,
  body: html`<section>
<p><strong>${client}</strong> at <strong>${origin}</strong> would like to:</p>
<ul>${scopes.map((scope) => html`<li>${MEANINGS[scope] ?? scope}</li>`)}</ul>
<p class="hint">You can take this back at any time, in the list of your devices.</p>
${form(`/interaction/${uid}/allow`, csrf, html``, 'Allow')}
${form(`/interaction/${uid}/deny`, csrf, html``, 'Do not allow', 'secondary')}
</section>`,
});

/** The browser goes on by itself (`Refresh`), and the link is for one that does not. */
export const goOnPage = (url: string): Page => ({ title: 'Signed in', body: html`<p><a href="${url}">Continue</a></p>` });

export const logoutPage = (action: string, xsrf: string): Page => ({
  title: 'Sign out?',
  body: html`<section>
<p>This signs you out here and of the apps that you signed in to from here.</p>
<form method="post" action="${action}">${hidden('xsrf', xsrf)}${hidden('logout', 'yes')}<button type="submit">Sign out</button></form>
<form method="post" action="${action}" class="secondary">${hidden('xsrf', xsrf)}<button type="submit">Stay signed in</button></form>
</section>`,
});

export const loggedOutPage = (): Page => ({ title: 'Signed out', body: html`<p><a href="/login">Sign in again</a></p>` });

/** TRAP: the description may repeat what the request said. It is text here, whatever it looks like. */
export const oidcErrorPage = (error: string, description: string | undefined): Page => ({
  title: 'That did not work',
  error: description ?? error,
  body: html`<p>Go back to the app that sent you here, and try again. It is told <code>${error}</code>.</p>`,
});
