import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, IsNull, MoreThan, Repository } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import type { Caller } from '../caller/caller.js';
import { deviceOf } from '../caller/device.js';
import { networkOf } from '../caller/network.js';
import { Revocations } from '../revocations/revocations.js';
import { Session } from './session.entity.js';

/** A session that is good now, and whose it is. */
export interface LiveSession {
  session: Session;
  account: Account;
}

/** Sessions are kept on this side: a session that is ended here has ended, whatever its holder still holds. */
@Injectable()
export class SessionsService {
  constructor(
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly accounts: AccountsService,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  /** TRAP: a session that existed before the sign-in must not be the one after it: whoever planted it would be signed in too. The id is always new. */
  async start(tx: EntityManager, account: Pick<Account, 'id'>, { amr, caller }: { amr: string[]; caller: Caller }): Promise<Session> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + this.config.AUTH_SESSION_SECONDS * 1000);
    return tx.save(
      tx.create(Session, {
        accountId: account.id,
        device: deviceOf(caller.userAgent),
        network: networkOf(caller.ip),
        amr,
        authenticatedAt: now,
        createdAt: now,
        lastUsedAt: now,
        idleExpiresAt: this.idleExpiry(now, expiresAt),
        expiresAt,
      }),
    );
  }

  /**
   * After they proved more, or again, who they are: a new session in place of the old one, on the same device and ending no later. The old id and its
   * tokens are not good any more.
   *
   * @returns null where the old one has ended meanwhile
   */
  async elevate(tx: EntityManager, sessionId: string, amr: string[]): Promise<Session | null> {
    const ended = await this.revoke(tx, sessionId, 'elevated');
    if (!ended) return null;
    const now = this.clock.now();
    // Listed, and not copied: nothing of the old branch of refresh tokens comes along.
    const { accountId, device, network, createdAt, expiresAt } = ended;
    const proved = { amr: [...new Set([...ended.amr, ...amr])], authenticatedAt: now };
    const idleExpiresAt = this.idleExpiry(now, expiresAt);
    return tx.save(tx.create(Session, { accountId, device, network, createdAt, expiresAt, ...proved, lastUsedAt: now, idleExpiresAt }));
  }

  /** Null where it has ended, or its account may not be used. */
  async find(sessionId: string, tx: EntityManager = this.sessions.manager): Promise<LiveSession | null> {
    const session = await tx.findOneBy(Session, { id: sessionId, ...this.#live() });
    const account = session && (await this.accounts.findById(session.accountId, tx));
    return account && !account.disabledAt ? { session, account } : null;
  }

  /** The live sessions of an account, the last used first. */
  list(accountId: string): Promise<Session[]> {
    return this.sessions.find({ where: { accountId, ...this.#live() }, order: { lastUsedAt: 'DESC', id: 'ASC' }, take: 100 });
  }

  /** Ends a session and takes its access tokens back. @returns null where it had ended before, or is somebody else's */
  async revoke(tx: EntityManager, sessionId: string, reason: string, owner: { accountId?: string } = {}): Promise<Session | null> {
    const session = await tx.findOne(Session, { where: { id: sessionId, ...owner, ...this.#live() }, lock: { mode: 'pessimistic_write' } });
    if (!session) return null;
    await tx.update(Session, { id: sessionId }, { revokedAt: this.clock.now(), revokedFor: reason });
    await this.revocations.ofSession(tx, sessionId);
    return session;
  }

  /** Ends all sessions of an account. @returns how many there were */
  async revokeAll(tx: EntityManager, accountId: string, reason: string, { except }: { except?: string } = {}): Promise<number> {
    // In the order of their ids, so that two who do this at once cannot wait for each other.
    const live = await tx.find(Session, { where: { accountId, ...this.#live() }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    const ended = live.filter(({ id }) => id !== except);
    for (const { id } of ended) {
      await tx.update(Session, { id }, { revokedAt: this.clock.now(), revokedFor: reason });
      await this.revocations.ofSession(tx, id);
    }
    return ended.length;
  }

  idleExpiry(now: Date, expiresAt: Date): Date {
    return new Date(Math.min(now.getTime() + this.config.AUTH_SESSION_IDLE_SECONDS * 1000, expiresAt.getTime()));
  }

  #live() {
    const now = this.clock.now();
    return { revokedAt: IsNull(), idleExpiresAt: MoreThan(now), expiresAt: MoreThan(now) };
  }
}
