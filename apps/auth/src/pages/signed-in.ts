import { Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { UnauthenticatedError } from '@roadmap/errors';
import type { FastifyRequest } from 'fastify';
import { BrowserSessions } from '../browser/browser-sessions.js';
import type { LiveSession } from '../sessions/sessions.service.js';
import { checkRecentAuth } from '../step-up/recent-auth.js';

export class NotSignedIn extends UnauthenticatedError {
  constructor() {
    super('not_signed_in', 'Sign in first.');
  }
}

const RECENT_SECONDS = 300;

/** Who looks at a page. */
@Injectable()
export class SignedIn {
  constructor(
    private readonly browsers: BrowserSessions,
    private readonly clock: Clock,
  ) {}

  /** @throws {NotSignedIn} */
  async of(request: FastifyRequest): Promise<LiveSession> {
    const live = await this.browsers.find(request);
    if (!live) throw new NotSignedIn();
    return live;
  }

  /** The same rule as `@RequireRecentAuth(300, …)` of the API. @throws {NotSignedIn} and `InsufficientAuthentication` */
  async recently(request: FastifyRequest, amr: readonly string[] = []): Promise<LiveSession> {
    const live = await this.of(request);
    const { authenticatedAt, amr: shown } = live.session;
    checkRecentAuth({ authenticatedAt: authenticatedAt.getTime(), amr: shown, actor: undefined }, { seconds: RECENT_SECONDS, amr }, this.clock.now());
    return live;
  }
}
