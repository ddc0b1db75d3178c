import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { hashToken } from '../secrets/tokens.js';
import { Session } from '../sessions/session.entity.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { OidcAuthorization } from './oidc-authorization.entity.js';

/** Who is given access, and by whom. */
export interface NewAuthorization {
  grantId: string;
  client: { id: string; name: string };
  /** The browser's session, in which they said yes. */
  by: LiveSession;
  caller: Caller;
}

/**
 * Ties each grant of the OpenID provider to a session of its own.
 *
 * WHY: then there is one way to take access back, whoever does it (the person, an admin, a password reset, the client itself, a replayed code), and one
 * list in which every app looks for it.
 */
@Injectable()
export class Authorizations {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async begin({ grantId, client, by, caller }: NewAuthorization): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const { id } = await this.sessions.start(tx, by.account, { amr: by.session.amr, caller });
      // To allow something is not to prove anew who one is: the time of the sign-in goes over as it was.
      await tx.update(Session, { id }, { device: `App: ${client.name}`, authenticatedAt: by.session.authenticatedAt });
      await tx.insert(OidcAuthorization, { grantHash: hashToken(grantId), sessionId: id, clientId: client.id, createdAt: this.clock.now() });
      await this.audit.record(tx, { event: 'app_authorized', accountId: by.account.id, caller, detail: { client: client.id } });
    });
  }

  /** Null where it was taken back, has expired, or its account may not be used. */
  async find(grantId: string): Promise<LiveSession | null> {
    const row = await this.dataSource.manager.findOneBy(OidcAuthorization, { grantHash: hashToken(grantId) });
    return row && this.sessions.find(row.sessionId);
  }

  /** A client that refreshes its tokens is in use. */
  async keepAlive(grantId: string): Promise<void> {
    const live = await this.find(grantId);
    if (!live) return;
    const now = this.clock.now();
    await this.dataSource.manager.update(Session, { id: live.session.id }, { lastUsedAt: now, idleExpiresAt: this.sessions.idleExpiry(now, live.session.expiresAt) });
  }

  /** Takes it back, with all its access tokens. Once more is the same. */
  async end(tx: EntityManager, grantHash: Buffer, reason: string): Promise<void> {
    const row = await tx.findOneBy(OidcAuthorization, { grantHash });
    const ended = row && (await this.sessions.revoke(tx, row.sessionId, reason));
    if (ended) await this.audit.record(tx, { event: 'app_revoked', accountId: ended.accountId, detail: { client: row.clientId, reason } });
  }
}
