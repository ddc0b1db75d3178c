// Everything on these pages works without this script, but for passkeys, which a browser offers to scripts alone.
(() => {
  const { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication, startRegistration } = globalThis.SimpleWebAuthnBrowser;

  /** Sends JSON to one of our own routes; the browser adds the Origin, the page gives the token. */
  async function post(form, path, body) {
    const headers = { 'content-type': 'application/json', accept: 'application/json', 'x-csrf-token': form.elements.csrf.value };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.detail);
    return answer;
  }

  /** @param {HTMLFormElement} form whose alert says it */
  function say(form, text) {
    const alert = form.querySelector('[role=alert]');
    alert.textContent = text;
    alert.hidden = false;
  }

  // What browsers throw when a person says no, waits too long, or has no passkey: none of it is news to them.
  const isRefusal = (error) => ['NotAllowedError', 'AbortError'].includes(error.name);

  async function signIn(form, useBrowserAutofill) {
    try {
      const optionsJSON = await post(form, '/login/passkey/options', {});
      const response = await startAuthentication({ optionsJSON, useBrowserAutofill });
      const { location } = await post(form, '/login/passkey', { response, returnTo: form.elements.returnTo.value });
      globalThis.location.assign(location);
    } catch (error) {
      if (!useBrowserAutofill || !isRefusal(error)) say(form, isRefusal(error) ? 'No passkey was used.' : error.message);
    }
  }

  async function addPasskey(form) {
    try {
      const optionsJSON = await post(form, '/account/passkeys/options', {});
      const response = await startRegistration({ optionsJSON });
      const { location } = await post(form, '/account/passkeys', { response, name: form.elements.name.value });
      globalThis.location.assign(location);
    } catch (error) {
      const known = error.name === 'InvalidStateError' ? 'This device has a passkey for your account already.' : error.message;
      say(form, isRefusal(error) ? 'No passkey was made.' : known);
    }
  }

  /** Browsers make passkeys for names and not for addresses; on a developer's machine this name is the same place. */
  function pointToName(form) {
    const link = document.createElement('a');
    link.href = globalThis.location.href.replace('//127.0.0.1', '//localhost');
    link.textContent = 'Passkeys work at localhost';
    const line = document.createElement('p');
    line.append(link);
    form.replaceWith(line);
  }

  function use(selector, work) {
    const form = document.querySelector(selector);
    if (!form || !browserSupportsWebAuthn()) return undefined;
    if (globalThis.location.hostname === '127.0.0.1') return void pointToName(form);
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      work(form, false);
    });
    return form;
  }

  // Links in mails carry their token behind the #, where no server and no log sees it.
  const token = new URLSearchParams(globalThis.location.hash.slice(1)).get('token');
  const field = document.querySelector('input[name=token]');
  if (token && field) {
    field.value = token;
    history.replaceState(null, '', globalThis.location.pathname);
  }

  use('form[data-passkey=add]', addPasskey);
  const login = use('form[data-passkey=sign-in]', signIn);
  if (login) browserSupportsWebAuthnAutofill().then((can) => can && signIn(login, true));
})();
