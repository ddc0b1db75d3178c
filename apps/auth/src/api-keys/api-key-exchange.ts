import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { Repository } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { sameBytes } from '../secrets/tokens.js';
import { AccessTokens } from '../tokens/access-tokens.js';
import { hashApiKey, prefixOf } from './api-key.js';
import { ApiKey } from './api-key.entity.js';
import type { ApiKeyTokenView } from './api-keys.dto.js';
import { InvalidApiKey } from './api-keys.errors.js';
import { isPast } from './api-keys.service.js';

const HOUR_MS = 3600 * 1000;
/** Compared with where there is no key, so that an unknown prefix costs what a known one does. */
const NOBODY = Buffer.alloc(32);

/**
 * Turns a key into an access token of a few minutes.
 *
 * WHY: so no other app knows of keys. They check a token as ever, and a key is looked up once in five minutes and not with every request.
 */
@Injectable()
export class ApiKeyExchange {
  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly accounts: AccountsService,
    private readonly tokens: AccessTokens,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidApiKey} */
  async run(key: string): Promise<ApiKeyTokenView> {
    const found = await this.find(key);
    const now = this.clock.now();
    if (!found || found.revokedAt || isPast(found.expiresAt, now)) throw new InvalidApiKey();
    const account = await this.accounts.findById(found.accountId);
    if (!account || account.disabledAt) throw new InvalidApiKey();
    await this.#remember(found);
    const { id: sub, roles, tokenVersion: ver } = account;
    const left = found.expiresAt ? Math.floor((found.expiresAt.getTime() - now.getTime()) / 1000) : Infinity;
    const seconds = Math.max(1, Math.min(left, this.config.AUTH_ACCESS_TOKEN_SECONDS));
    // `sid` is the key: when it is revoked its tokens are, like those of a session. `permissions` takes away all that the key was not given.
    const accessToken = await this.tokens.sign({ sub, roles, ver, sid: found.id, permissions: found.scopes }, seconds);
    return { accessToken, tokenType: 'Bearer', expiresIn: seconds, scopes: found.scopes };
  }

  /** The row of a key, good or not; undefined for what is none of ours. */
  async find(key: string): Promise<ApiKey | undefined> {
    const prefix = prefixOf(key);
    if (prefix === undefined) return undefined;
    const row = await this.keys.findOneBy({ prefix });
    return sameBytes(row?.hash ?? NOBODY, hashApiKey(key)) && row ? row : undefined;
  }

  async #remember({ id }: ApiKey): Promise<void> {
    const hour = new Date(Math.floor(this.clock.now().getTime() / HOUR_MS) * HOUR_MS);
    const older = '(last_used_at IS NULL OR last_used_at < :hour)';
    await this.keys.createQueryBuilder().update().set({ lastUsedAt: hour }).where(`id = :id AND ${older}`, { id, hour }).execute();
  }
}
