import { randomBytes, randomUUID } from 'node:crypto';
import type { AppUnderContract } from './app-under-contract.js';
import { bodySchema, type Operation, type Schema, takesHeader } from './api-document.js';
import type { Caller, Message, Reply } from './caller.js';
import type { Given, Row } from './matrix.js';

/** A fresh person with a fresh object, ready for one request. */
export interface Scene {
  owner: Caller;
  given: Given;
}

/** One route under test: its operation, its row, and how to call it rightly, so that each test says only what is wrong about its call. */
export class Route {
  constructor(
    readonly app: AppUnderContract,
    readonly operation: Operation,
    readonly row: Row,
  ) {}

  get isPublic(): boolean {
    return this.row.public !== undefined;
  }

  /** The status where all is right. */
  get success(): number {
    return this.row.public ?? this.row.owner ?? 0;
  }

  get bodySchema(): Schema | undefined {
    return bodySchema(this.operation);
  }

  get needsIfMatch(): boolean {
    return takesHeader(this.operation, 'If-Match');
  }

  person(): Promise<Caller> {
    return this.isPublic ? Promise.resolve(this.app.nobody()) : this.app.person(this.row.roles);
  }

  async scene(): Promise<Scene> {
    const owner = await this.person();
    return { owner, given: (await this.row.given?.(owner)) ?? {} };
  }

  pathFor(given: Given): string {
    return this.operation.path.replace(/\{(\w+)\}/g, (_, name: string) => given[name] ?? `{${name}}`);
  }

  /** The right request, but for what `different` says. A header that is to be left out is given as undefined. */
  call(caller: Caller, given: Given, different: Omit<Message, 'headers'> & { headers?: Record<string, string | undefined>; path?: string } = {}): Promise<Reply> {
    const { path = this.pathFor(given), headers, ...message } = different;
    const all = { ...(this.needsIfMatch && { 'if-match': given.etag ?? '"1"' }), ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const content = 'body' in message || 'raw' in message ? message : { body: this.row.body };
    return caller.send(this.operation.method, path, { ...content, headers: Object.fromEntries(sent) });
  }
}

/** As long as the id it stands for, and nobody's. */
export const unknownId = (like: string): string => (/^[0-9a-f-]{36}$/i.test(like) ? randomUUID() : randomBytes(like.length).toString('hex').slice(0, like.length));
