import supertest, { type Test } from 'supertest';

/** A browser without a screen: keeps cookies and fills forms, with or without what a forger cannot know. */
export class PlainBrowser {
  readonly cookies = new Map<string, string>();
  /** The attributes of the last cookie of each name. */
  readonly attributes = new Map<string, string>();

  constructor(
    private readonly url: string,
    private readonly origin: string,
  ) {}

  get = (path: string): Promise<supertest.Response> => this.#send(supertest(this.url).get(path));

  /** Opens a page, and sends a form with the page's hidden token. */
  async submit(page: string, action: string, fields: Record<string, string>, { origin = this.origin, csrf = undefined as string | undefined } = {}): Promise<supertest.Response> {
    const token = /name="csrf" value="([^"]+)"/.exec((await this.get(page)).text)?.[1] ?? '';
    return this.post(action, { csrf: csrf ?? token, ...fields }, origin);
  }

  post(path: string, fields: Record<string, string>, origin?: string): Promise<supertest.Response> {
    const request = supertest(this.url).post(path).type('form');
    if (origin !== undefined && origin !== '') void request.set('origin', origin);
    return this.#send(request, fields);
  }

  async #send(request: Test, fields?: Record<string, string>): Promise<supertest.Response> {
    void request.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await (fields ? request.send(fields) : request);
    for (const line of (answer.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      this.attributes.set(name, attributes.join('; '));
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }
}
