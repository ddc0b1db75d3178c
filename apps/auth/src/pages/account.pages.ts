import type { ActivityView } from '../audit/activity.dto.js';
import type { PasskeyView } from '../passkeys/passkeys.dto.js';
import type { FactorsView } from '../second-factors/second-factors.dto.js';
import type { SessionView } from '../sessions/sessions.dto.js';
import { field, form, hidden } from './form.js';
import { type Html, html } from './html.js';
import type { Page } from './page.js';

/** What the account page shows. */
export interface AccountState {
  csrf: string;
  email: string;
  factors: FactorsView;
  passkeys: PasskeyView[];
  sessions: SessionView[];
  activity: ActivityView[];
  notice?: string;
}

export const accountPage = ({ csrf, email, notice, ...state }: AccountState): Page => ({
  title: 'Your account',
  signedInAs: email,
  notice,
  body: html`
${form('/account/logout', csrf, html``, 'Sign out', 'quiet')}
${secondFactor(csrf, state.factors)}
${passkeys(csrf, state.passkeys)}
${sessions(csrf, state.sessions)}
<section>
<h2>E-mail address</h2>
${form('/account/email', csrf, field({ name: 'email', label: 'New address', type: 'email', autocomplete: 'email', hint: 'It gets a mail with a link; until then nothing changes.' }), 'Change')}
</section>
${activity(state.activity)}`,
});

const secondFactor = (csrf: string, { totp, recoveryCodes }: FactorsView): Html => html`
<section>
<h2>Authenticator app</h2>
${
  totp
    ? html`<p>On. ${recoveryCodes} recovery codes are left.</p>
${form('/account/recovery-codes', csrf, html``, 'New recovery codes', 'quiet')}
${form('/account/totp/remove', csrf, html``, 'Remove the app', 'quiet')}`
    : html`<p>Off. With it a stolen password is not enough.</p>
${form('/account/totp', csrf, html``, 'Set up')}`
}
</section>`;

const passkeys = (csrf: string, items: PasskeyView[]): Html => html`
<section>
<h2>Passkeys</h2>
${items.length === 0 && html`<p>None yet. A passkey signs you in by finger, face or PIN.</p>`}
<ul>${items.map(
  ({ id, name, createdAt, lastUsedAt, backedUp }) => html`
<li><div>${name}<p class="when">Added ${day(createdAt)}, ${lastUsedAt ? `last used ${day(lastUsedAt)}` : 'not used yet'}${!backedUp && ', on one device only'}</p></div>
${form(`/account/passkeys/${id}/remove`, csrf, html``, `Remove ${name}`, 'quiet')}</li>`,
)}</ul>
<form method="post" action="/account/passkeys" data-passkey="add" hidden>
${hidden('csrf', csrf)}
${field({ name: 'name', label: 'Name of the device', autocomplete: 'off', value: 'This device' })}
<p class="error" role="alert" hidden></p>
<button type="submit">Add a passkey</button>
</form>
<noscript><p class="hint">Adding a passkey needs JavaScript.</p></noscript>
</section>`;

const sessions = (csrf: string, items: SessionView[]): Html => html`
<section>
<h2>Where you are signed in</h2>
<ul>${items.map(
  ({ id, device, network, lastUsedAt, current }) => html`
<li><div>${device}${current && html` <strong>(here)</strong>`}<p class="when">${network}, last used ${minute(lastUsedAt)}</p></div>
${!current && form(`/account/sessions/${id}/end`, csrf, html``, `Sign out ${device}`, 'quiet')}</li>`,
)}</ul>
</section>`;

const activity = (items: ActivityView[]): Html => html`
<section>
<h2>Recent activity</h2>
<ul>${items.map(({ at, event, device, network }) => html`<li><span>${event.replaceAll('_', ' ')}</span><span class="when">${[minute(at), device, network].filter(Boolean).join(', ')}</span></li>`)}</ul>
</section>`;

export const totpPage = ({ csrf, email, secret, uri, error }: { csrf: string; email: string; secret: string; uri: string; error?: string }): Page => ({
  title: 'Set up an authenticator app',
  signedInAs: email,
  error,
  body: html`
<section>
<p>Type this key into your authenticator app, or <a href="${uri}">open it there</a>:</p>
<p><code id="secret">${(secret.match(/.{1,4}/g) ?? []).join(' ')}</code></p>
${form(
  '/account/totp/confirm',
  csrf,
  field({ name: 'code', label: 'Code', autocomplete: 'one-time-code', inputmode: 'numeric', hint: 'The six digits that the app shows now.' }),
  'Turn on',
)}
</section>`,
});

export const codesPage = (email: string, codes: string[]): Page => ({
  title: 'Your recovery codes',
  signedInAs: email,
  notice: 'The authenticator app is on.',
  body: html`
<section>
<p>Keep these where your phone is not. Each is good once, in the place of a code of the app. They are not shown again.</p>
<ol class="codes">${codes.map((code) => html`<li>${code}</li>`)}</ol>
</section>
<p><a href="/account">Back to your account</a></p>`,
});

const day = (instant: string): string => instant.slice(0, 10);
const minute = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
