import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource, Repository } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { hashToken, newToken } from '../secrets/tokens.js';
import { Session } from '../sessions/session.entity.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { BrowserSession } from './browser-session.entity.js';
import { Cookies } from './cookies.js';

const NAME = 'session';
const MINUTE_MS = 60_000;

/** Sessions that a browser holds by a cookie, for the pages of this app and for signing in to others. */
@Injectable()
export class BrowserSessions {
  readonly #cookies: Cookies;

  constructor(
    @InjectRepository(BrowserSession) private readonly cookies: Repository<BrowserSession>,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {
    this.#cookies = new Cookies(config.AUTH_PUBLIC_URL.startsWith('https:'));
  }

  /** Gives the browser this session, and ends the one it had. The cookie's value is always new: one that was planted before is good for nothing. */
  async start(request: FastifyRequest, reply: FastifyReply, sessionId: string): Promise<void> {
    const previous = await this.find(request);
    const value = newToken();
    await transaction(this.dataSource, async (tx) => {
      await tx.insert(BrowserSession, { cookieHash: hashToken(value), sessionId, createdAt: this.clock.now() });
      if (previous && previous.session.id !== sessionId) await this.sessions.revoke(tx, previous.session.id, 'signed in again');
    });
    this.#cookies.set(reply, NAME, value, this.config.AUTH_SESSION_SECONDS);
  }

  /** The session of this browser, if it has one that is good; using it keeps it alive. */
  async find(request: FastifyRequest): Promise<LiveSession | null> {
    const value = this.#cookies.read(request, NAME);
    const row = value === undefined ? null : await this.cookies.findOneBy({ cookieHash: hashToken(value) });
    const live = row && (await this.sessions.find(row.sessionId));
    if (live) await this.#keepAlive(live.session);
    return live;
  }

  async end(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<void> {
    const live = await this.find(request);
    if (live) {
      await transaction(this.dataSource, async (tx) => {
        await this.sessions.revoke(tx, live.session.id, 'signed out');
        await this.audit.record(tx, { event: 'signed_out', accountId: live.account.id, caller });
      });
    }
    this.#cookies.clear(reply, NAME);
  }

  /** To the minute, so that a page is no write. */
  async #keepAlive({ id, lastUsedAt, expiresAt }: Session): Promise<void> {
    const now = this.clock.now();
    if (now.getTime() - lastUsedAt.getTime() < MINUTE_MS) return;
    await this.dataSource.manager.update(Session, { id }, { lastUsedAt: now, idleExpiresAt: this.sessions.idleExpiry(now, expiresAt) });
  }
}
