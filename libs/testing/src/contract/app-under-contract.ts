import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import type { TestApp, TestAppOptions } from '../start-test-app.js';
import { ApiDocument } from './api-document.js';
import { Caller } from './caller.js';
import { ResponseContract } from './response-contract.js';
import { TestIssuer } from './test-issuer.js';

/** A started app with its document, and people to call it. */
export class AppUnderContract {
  readonly #connections = new Agent({ keepAlive: true });
  readonly #contract: ResponseContract;

  private constructor(
    readonly test: TestApp,
    readonly document: ApiDocument,
    private readonly issuer: TestIssuer,
  ) {
    this.#contract = new ResponseContract(document);
  }

  static async start(start: (options: TestAppOptions) => Promise<TestApp>): Promise<AppUnderContract> {
    const issuer = await TestIssuer.start();
    try {
      // One proxy is believed, so that each person can come from an address of their own: quotas are counted by it, and suites share a Redis.
      const test = await start({ env: { ...issuer.env, TRUSTED_PROXIES: '1' } });
      return new AppUnderContract(test, await ApiDocument.of(test.url), issuer);
    } catch (error) {
      await issuer.stop();
      throw error;
    }
  }

  async person(roles: string[] = ['user']): Promise<Caller> {
    return this.bearing(await this.issuer.token({ sub: randomUUID(), roles }, this.#now));
  }

  forgeries(roles: string[] = ['user']): Promise<Record<string, string>> {
    return this.issuer.forgeries({ sub: randomUUID(), roles }, this.#now);
  }

  nobody(): Caller {
    return this.bearing();
  }

  bearing(token?: string): Caller {
    return new Caller(this.test.url, this.#contract, this.#connections, token);
  }

  async stop(): Promise<void> {
    this.#connections.destroy();
    await this.test.stop();
    await this.issuer.stop();
  }

  get #now(): number {
    return this.test.clock.now().getTime();
  }
}
