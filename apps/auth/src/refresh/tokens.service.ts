import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import type { Caller } from '../caller/caller.js';
import type { LiveSession } from '../sessions/sessions.service.js';
import { AccessTokens } from '../tokens/access-tokens.js';
import { RefreshTokens } from './refresh-tokens.js';
import type { TokensView } from './tokens.dto.js';

/** The pair of tokens that a client works with. */
@Injectable()
export class TokensService {
  constructor(
    private readonly access: AccessTokens,
    private readonly refreshes: RefreshTokens,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
  ) {}

  /** The first pair of a session. */
  async issue(live: LiveSession, tx?: EntityManager): Promise<TokensView> {
    return this.#pair(live, await this.refreshes.begin(live.session.id, tx));
  }

  /** The next pair. */
  async refresh(refreshToken: string, caller: Caller): Promise<TokensView> {
    const rotated = await this.refreshes.rotate(refreshToken, caller);
    return this.#pair(rotated, rotated.refreshToken);
  }

  /** An access token alone, for a browser that holds its session by a cookie. */
  accessToken({ session, account }: LiveSession): Promise<string> {
    const { id: sid, amr, authenticatedAt: authTime } = session;
    return this.access.sign({ sub: account.id, roles: account.roles, ver: account.tokenVersion, sid, amr, authTime });
  }

  async #pair(live: LiveSession, refreshToken: string): Promise<TokensView> {
    return { tokenType: 'Bearer', accessToken: await this.accessToken(live), expiresIn: this.config.AUTH_ACCESS_TOKEN_SECONDS, refreshToken };
  }
}
