import supertest, { type Test } from 'supertest';
import type { ResponseContract } from './contract/response-contract.js';

/** What a request may carry. */
export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends requests to one app as one person, or as nobody. Every response is compared with the app's OpenAPI document; one that it does not allow fails the test. */
export class TestClient {
  constructor(
    private readonly url: string,
    private readonly token?: string,
    /** `sub` of the token. */
    readonly id: string = 'anonymous',
    private readonly contract?: ResponseContract,
  ) {}

  get = (path: string, headers?: Record<string, string>): Test => this.send('GET', path, { headers });
  post = (path: string, body?: unknown, headers?: Record<string, string>): Test => this.send('POST', path, { body, headers });
  put = (path: string, body?: unknown, headers?: Record<string, string>): Test => this.send('PUT', path, { body, headers });
  patch = (path: string, body?: unknown, headers?: Record<string, string>): Test => this.send('PATCH', path, { body, headers });
  delete = (path: string, headers?: Record<string, string>): Test => this.send('DELETE', path, { headers });

  send(method: string, path: string, { body, headers = {} }: RequestOptions = {}): Test {
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const request = supertest(this.url)[verb](path).set(headers);
    if (this.token && !('authorization' in headers)) void request.set('authorization', `Bearer ${this.token}`);
    void request.expect(({ status, headers: received, text }) => this.contract?.check(method, path, { status, headers: received, text: text ?? '' }));
    return body === undefined ? request : request.send(body as object);
  }
}
