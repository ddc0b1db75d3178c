import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { hashToken, newToken, sameBytes } from '../secrets/tokens.js';
import { SecretBox } from '../secrets/secret-box.js';
import { Session } from '../sessions/session.entity.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { InvalidRefreshToken } from './refresh.errors.js';
import { type RefreshToken, RefreshTokenCodec } from './refresh-token.js';

/** What a refresh gives. */
export interface Rotated extends LiveSession {
  refreshToken: string;
}

/**
 * Refresh tokens are good once, and each gives the next one. A session has one branch of them; a token that comes back after its successor was given means
 * that two people hold the same branch, and neither can be told from the other: the session ends.
 */
@Injectable()
export class RefreshTokens {
  readonly #codec: RefreshTokenCodec;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    box: SecretBox,
  ) {
    this.#codec = new RefreshTokenCodec(box.key('refresh-token'));
  }

  /** The first token of a session. */
  async begin(sessionId: string, tx: EntityManager = this.dataSource.manager): Promise<string> {
    const token = { sessionId, secret: newToken() };
    await tx.update(Session, { id: sessionId }, { refreshHash: hashToken(token.secret), rotatedAt: this.clock.now() });
    return this.#codec.encode(token);
  }

  /** @throws {InvalidRefreshToken} */
  async rotate(text: string, caller: Caller): Promise<Rotated> {
    const token = this.#codec.decode(text);
    if (!token) throw new InvalidRefreshToken();
    const rotated = await transaction(this.dataSource, (tx) => this.#rotate(tx, token, caller));
    // Thrown out here, where what was done about a theft is committed.
    if (!rotated) throw new InvalidRefreshToken();
    return rotated;
  }

  async #rotate(tx: EntityManager, { sessionId, secret }: RefreshToken, caller: Caller): Promise<Rotated | null> {
    const salt = randomBytes(16);
    const won = await this.#advance(tx, { sessionId, secret }, salt);
    const live = await this.sessions.find(sessionId, tx);
    if (!live) return null;
    if (won) return { ...live, refreshToken: this.#encode(sessionId, secret, salt) };
    const { session } = live;
    if (session.refreshSalt && this.#isRepetition(session, secret)) return { ...live, refreshToken: this.#encode(sessionId, secret, session.refreshSalt) };
    await this.sessions.revoke(tx, sessionId, 'refresh token reused');
    await this.audit.record(tx, { event: 'refresh_token_reused', accountId: session.accountId, caller });
    return null;
  }

  /**
   * TRAP: "read the token, see that it is unused, mark it, make the next" lets two at once both see it unused, and the branch forks: later one of them is
   * taken for a thief. One UPDATE decides: the second waits for the first, looks again and no longer finds its token.
   */
  async #advance(tx: EntityManager, { sessionId, secret }: RefreshToken, salt: Buffer): Promise<boolean> {
    const now = this.clock.now();
    const idleUntil = new Date(now.getTime() + this.config.AUTH_SESSION_IDLE_SECONDS * 1000);
    const [, changed] = await tx.query(
      `UPDATE session
          SET refresh_hash = $3, previous_hash = refresh_hash, refresh_salt = $4, rotated_at = $5, last_used_at = $5, idle_expires_at = LEAST(expires_at, $6)
        WHERE id = $1 AND refresh_hash = $2 AND revoked_at IS NULL AND idle_expires_at > $5 AND expires_at > $5
        RETURNING id`,
      [sessionId, hashToken(secret), hashToken(this.#codec.successor(secret, salt)), salt, now, idleUntil],
    );
    return changed === 1;
  }

  /**
   * A client that lost the answer, or asked twice at once, may ask again for a moment, and gets the successor it should have had. Only the token right
   * before the good one, and only until that is used: nothing older ever becomes good by being repeated.
   */
  #isRepetition({ previousHash, rotatedAt }: Session, secret: string): boolean {
    if (!previousHash || !rotatedAt || !sameBytes(previousHash, hashToken(secret))) return false;
    return this.clock.now().getTime() - rotatedAt.getTime() <= this.config.AUTH_REFRESH_GRACE_SECONDS * 1000;
  }

  #encode(sessionId: string, before: string, salt: Buffer): string {
    return this.#codec.encode({ sessionId, secret: this.#codec.successor(before, salt) });
  }
}
