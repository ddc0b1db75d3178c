/** A page as it came. */
export interface Loaded {
  url: string;
  status: number;
  headers: Headers;
  text: string;
  /** `action` of the forms, and what their hidden fields say. */
  forms: { action: string; fields: Record<string, string> }[];
}

const unescape = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/**
 * A browser without a screen: it keeps cookies, follows redirects and `Refresh`, and sends forms as browsers do. It stops where an address is not one of the
 * servers it was given, as at the callback of an app that nobody runs.
 */
export class WebBrowser {
  readonly #cookies = new Map<string, string>();
  /** Public origin → where it really listens. */
  readonly #servers: Map<string, string>;

  constructor(servers: Record<string, string>) {
    this.#servers = new Map(Object.entries(servers));
  }

  cookie(origin: string, name: string): string | undefined {
    return this.#cookies.get(`${origin} ${name}`);
  }

  /** @returns the page where it ends, or the address of another server that it leads to */
  async open(url: string, init: { method?: string; form?: Record<string, string>; from?: string } = {}): Promise<Loaded> {
    const { origin } = new URL(url);
    const server = this.#servers.get(origin);
    if (server === undefined) return { url, status: 0, headers: new Headers(), text: '', forms: [] };
    const answer = await fetch(server + url.slice(origin.length), {
      method: init.method ?? 'GET',
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        cookie: [...this.#cookies].filter(([key]) => key.startsWith(`${origin} `)).map(([key, value]) => `${key.slice(origin.length + 1)}=${value}`).join('; '),
        ...(init.form && { origin: init.from ?? origin, 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: init.form && new URLSearchParams(init.form).toString(),
    });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(origin, cookie);
    const text = await answer.text();
    const next = answer.headers.get('location') ?? /^0; url=(.*)$/.exec(answer.headers.get('refresh') ?? '')?.[1];
    if (next) return this.open(new URL(next, url).href);
    return { url, status: answer.status, headers: answer.headers, text, forms: formsOf(text) };
  }

  /** Sends a form of a page. */
  submit(page: Loaded, action: string | RegExp, typed: Record<string, string> = {}): Promise<Loaded> {
    const form = page.forms.find((one) => (typeof action === 'string' ? one.action === action : action.test(one.action)));
    if (!form) throw new Error(`${page.url} (${page.status}) has no form ${action}: ${page.text.slice(0, 2_000)}`);
    return this.open(new URL(form.action, page.url).href, { method: 'POST', form: { ...form.fields, ...typed }, from: new URL(page.url).origin });
  }

  #keep(origin: string, cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';');
    const at = pair.indexOf('=');
    const key = `${origin} ${pair.slice(0, at)}`;
    const gone = attributes.some((one) => /^\s*max-age=0$/i.test(one) || /^\s*expires=thu, 01 jan 1970/i.test(one));
    if (gone) this.#cookies.delete(key);
    else this.#cookies.set(key, pair.slice(at + 1));
  }
}

function formsOf(text: string): Loaded['forms'] {
  return [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(([, action = '', content = '']) => {
    const hidden = [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
    return { action: unescape(action), fields: Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, unescape(value)])) };
  });
}
