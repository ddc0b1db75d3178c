import type { KeyObject } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import type { CompactJWSHeaderParameters } from 'jose';
import { z } from 'zod';
import type { AuthConfig } from './auth.config.js';
import { AUTH_CONFIG } from './auth.tokens.js';
import { type FindKey, keySet } from './key-set.js';
import { RevocationList } from './revocation-list.js';
import { type TokenIdentity, TokenSource } from './token-source.js';

const Feed = z.object({
  items: z.array(
    z.object({ sid: z.string().optional(), sub: z.string().optional(), ver: z.number().optional(), at: z.number(), until: z.number() }),
  ),
  cursor: z.string().max(200),
});

/** A poll that takes longer than this is given up, and the next one asks again. */
const POLL_TIMEOUT_MS = 1_500;

/**
 * An issuer elsewhere: keys by its JWKS URL, and, where it publishes one, its feed of revocations, read every two seconds.
 *
 * WHY: a feed and no question per request: the issuer may be down or slow, and no request waits for it. What is lost is time: a revoked token is good
 * until the next poll. While the feed cannot be read tokens stay good until they expire, which for access tokens is minutes.
 */
@Injectable()
export class RemoteIssuer extends TokenSource implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RemoteIssuer.name);
  readonly #revocations = new RevocationList();
  readonly #findKey: FindKey;
  #cursor = '';
  #reachable = true;
  #stopPolling = () => {};

  constructor(
    @Inject(AUTH_CONFIG) private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {
    super();
    this.#findKey = keySet(config.AUTH_JWKS_URL);
  }

  findKey(header: CompactJWSHeaderParameters): Promise<KeyObject> {
    return this.#findKey(header);
  }

  isRevoked(token: TokenIdentity): boolean {
    return this.#revocations.has(token);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { AUTH_REVOCATIONS_URL: url, AUTH_REVOCATIONS_POLL_MS: ms } = this.config;
    if (!url) return;
    this.#stopPolling = this.clock.every(ms, () => this.#poll(url));
    // Before the first request: a restart must not make good again what was revoked.
    await this.#poll(url);
  }

  onModuleDestroy(): void {
    this.#stopPolling();
  }

  async #poll(url: string): Promise<void> {
    try {
      const address = new URL(url);
      if (this.#cursor) address.searchParams.set('after', this.#cursor);
      const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(POLL_TIMEOUT_MS) });
      if (!answer.ok) throw new Error(`The feed answered ${answer.status}.`);
      const { items, cursor } = Feed.parse(await answer.json());
      for (const item of items) this.#revocations.add(item);
      this.#cursor = cursor;
      this.#reachable = true;
    } catch (error) {
      if (this.#reachable) this.logger.warn(error, 'The revocation feed cannot be read: revoked tokens stay good until they expire.');
      this.#reachable = false;
    } finally {
      this.#revocations.purge(this.clock.now().getTime());
    }
  }
}
