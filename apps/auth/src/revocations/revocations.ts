import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Revocation, RevocationList } from '@roadmap/auth';
import { Clock } from '@roadmap/clock';
import { EntityManager, LessThanOrEqual, Repository } from 'typeorm';
import { AfterCommit } from '../after-commit/after-commit.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { RevocationRow } from './revocation.entity.js';

/** Clocks of two machines may differ by this much, and tokens be believed that much longer. */
const LEEWAY_MS = 10_000;
/** Longer than any transaction lives here. */
const OVERLAP_MS = 30_000;
const POLL_MS = 1_000;

/** What a reader of the feed gets: what is new since its last look, and where to go on. */
export interface Feed {
  items: Revocation[];
  cursor: string;
}

/**
 * Takes access tokens back before they expire. A token is checked where it is used, without asking anybody; so what was taken back is published, and every
 * app reads it every two seconds. It concerns only tokens that have not expired: the list is short however long the system runs.
 */
@Injectable()
export class Revocations implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(Revocations.name);
  readonly #list = new RevocationList();
  #cursor = '0';
  #stopPolling = () => {};

  constructor(
    @InjectRepository(RevocationRow) private readonly rows: Repository<RevocationRow>,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly clock: Clock,
    private readonly afterCommit: AfterCommit,
  ) {}

  /** Takes back the tokens of a session, in the caller's transaction. */
  async ofSession(tx: EntityManager, sessionId: string): Promise<void> {
    await this.#publish(tx, { sessionId, subject: null, version: null });
  }

  /** Takes back the tokens of a subject whose `ver` is lower than this. */
  async ofSubject(tx: EntityManager, subject: string, version: number): Promise<void> {
    await this.#publish(tx, { sessionId: null, subject, version });
  }

  has: RevocationList['has'] = (token) => this.#list.has(token);

  /**
   * What was taken back since `after`.
   *
   * TRAP: numbers are given when a row is written and seen when it is committed, so 8 may be there before 7 is. Whoever goes on "after 8" never sees 7:
   * what is recent is told again.
   */
  async since(after: string): Promise<Feed> {
    const recent = new Date(this.clock.now().getTime() - OVERLAP_MS);
    const rows = await this.rows
      .createQueryBuilder('revocation')
      .where('revocation.expires_at > :now', { now: this.clock.now() })
      .andWhere('(revocation.id > :after OR revocation.revoked_at > :recent)', { after, recent })
      .orderBy('revocation.id', 'ASC')
      .getMany();
    const last = rows.at(-1)?.id ?? '0';
    return { items: rows.map(toRevocation), cursor: BigInt(last) > BigInt(after) ? last : after };
  }

  async onModuleInit(): Promise<void> {
    await this.poll();
    this.#stopPolling = this.clock.every(POLL_MS, () =>
      this.poll().catch((error: unknown) => this.logger.warn(error, 'Revocations could not be read; the next second tries again.')),
    );
  }

  onModuleDestroy(): void {
    this.#stopPolling();
  }

  /** Reads what other instances took back, and forgets what has expired. */
  async poll(): Promise<void> {
    const { items, cursor } = await this.since(this.#cursor);
    for (const item of items) this.#list.add(item);
    this.#cursor = cursor;
    const now = this.clock.now();
    this.#list.purge(now.getTime());
    await this.rows.delete({ expiresAt: LessThanOrEqual(now) });
  }

  async #publish(tx: EntityManager, row: Pick<RevocationRow, 'sessionId' | 'subject' | 'version'>): Promise<void> {
    const revokedAt = this.clock.now();
    const expiresAt = new Date(revokedAt.getTime() + this.config.AUTH_ACCESS_TOKEN_SECONDS * 1000 + LEEWAY_MS);
    await tx.insert(RevocationRow, { ...row, revokedAt, expiresAt });
    // In this process it holds at once; other instances and apps read it within their interval.
    this.afterCommit.do(tx, () => this.#list.add(toRevocation({ ...row, revokedAt, expiresAt })));
  }
}

const toRevocation = ({ sessionId, subject, version, revokedAt, expiresAt }: Omit<RevocationRow, 'id'>): Revocation => ({
  ...(sessionId !== null && { sid: sessionId }),
  ...(subject !== null && { sub: subject }),
  ...(version !== null && { ver: version }),
  at: revokedAt.getTime(),
  until: expiresAt.getTime(),
});
