import { randomBytes } from 'node:crypto';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { ResponseContract } from './response-contract.js';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** The parsed JSON; undefined where it is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of any shape
  body: any;
}

export interface Message {
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string;
}

/**
 * One person, at an address of their own, and every answer they get is checked against the document.
 *
 * WHY: node:http and neither supertest nor fetch: those tidy up an address before they send it, and the kit wants to send untidy ones.
 */
export class Caller {
  readonly #address = ['10', ...randomBytes(3)].join('.');
  readonly #connections: Agent;

  constructor(
    private readonly url: string,
    private readonly contract: ResponseContract,
    connections: Agent,
    private readonly token?: string,
  ) {
    this.#connections = connections;
  }

  get = (path: string, headers?: Record<string, string>): Promise<Reply> => this.send('GET', path, { headers });
  post = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> => this.send('POST', path, { body, headers });
  put = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> => this.send('PUT', path, { body, headers });
  patch = (path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> => this.send('PATCH', path, { body, headers });
  delete = (path: string, headers?: Record<string, string>): Promise<Reply> => this.send('DELETE', path, { headers });

  async send(method: string, path: string, { headers = {}, body, raw }: Message = {}): Promise<Reply> {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const reply = await this.#exchange(method, path, content, {
      'x-forwarded-for': this.#address,
      ...(this.token && { authorization: `Bearer ${this.token}` }),
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    });
    this.contract.check(method, path, reply);
    return reply;
  }

  #exchange(method: string, path: string, content: string | undefined, headers: Record<string, string>): Promise<Reply> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const length = content === undefined || headers['transfer-encoding'] ? {} : { 'content-length': String(Buffer.byteLength(content)) };
      const outgoing = request({ hostname, port, method, path, agent: this.#connections, headers: { ...length, ...headers } }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: parsed(text) });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(content);
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
