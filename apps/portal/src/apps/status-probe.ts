import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Agent, request } from 'undici';
import type { Status } from './apps.dto.js';

/** Together they bound how long a caller waits: an app that hangs costs both, so the answer is there within a second. */
const READY_WITHIN_MS = 500;
const ALIVE_WITHIN_MS = 250;
/** What is left of a body after this much is not read. */
const ENOUGH_BYTES = 16 * 1024;

/** Asks an app how it is, from the outside, as a load balancer does. */
@Injectable()
export class StatusProbe implements OnModuleDestroy {
  // WHY: a connection for each question. On one that was kept open, an app that has just closed it looks down, and one that takes no new callers looks well.
  readonly #agent = new Agent({ pipelining: 0, connect: { timeout: READY_WITHIN_MS } });

  /** @param url where the app listens, without a slash at the end */
  async statusOf(url: string): Promise<Status> {
    const ready = await this.#ask(`${url}/readyz`, READY_WITHIN_MS);
    if (ready === 200) return 'ready';
    if (ready !== undefined) return 'starting';
    // `/readyz` waits for what the app depends on, `/livez` for nothing: it tells a dead app from one whose database is slow to refuse.
    return (await this.#ask(`${url}/livez`, ALIVE_WITHIN_MS)) === undefined ? 'down' : 'starting';
  }

  async onModuleDestroy(): Promise<void> {
    await this.#agent.destroy();
  }

  /** The status of the answer; undefined where none came. A redirect is an answer, and is not followed: it may lead anywhere. */
  async #ask(address: string, ms: number): Promise<number | undefined> {
    try {
      const { statusCode, body } = await request(address, { dispatcher: this.#agent, signal: AbortSignal.timeout(ms) });
      void body.dump({ limit: ENOUGH_BYTES });
      return statusCode;
    } catch {
      return undefined;
    }
  }
}
