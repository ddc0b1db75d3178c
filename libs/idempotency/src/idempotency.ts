import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { ConflictError, UnprocessableError } from '@roadmap/errors';
import { type DataSource, type EntityManager, LessThan } from 'typeorm';
import { IdempotencyKeyRow } from './idempotency-key.entity.js';

/** A request that may come twice. */
export interface Repeatable {
  /** The caller's `Idempotency-Key`; without one the work simply runs. */
  key: string | undefined;
  /** Who calls what, e.g. `alice POST /v1/todos`. */
  scope: string;
  /** What was asked; the same key with something else is refused. */
  request: unknown;
}

/** How long an answer can be had again. */
const KEPT_MS = 24 * 3600 * 1000;
const PURGE_EVERY_MS = 3600 * 1000;

/**
 * Makes a write that is repeated take effect once. The key's row is inserted in the write's own transaction, so there is no moment at which a crash could
 * leave an effect without its answer or an answer without its effect.
 */
@Injectable()
export class Idempotency implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Idempotency.name);
  #stopPurging = () => {};

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` in a transaction, once per key. A repetition gets the first answer again; one that arrives while the first still runs waits for it.
   *
   * @param work writes by `tx` alone; what it returns is stored as JSON
   * @throws {UnprocessableError} where the key was used for another request
   * @throws {ConflictError} with `Retry-After` where the first request takes too long to wait for
   */
  async once<T>(repeatable: Repeatable, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const { key, scope } = repeatable;
    if (key === undefined) return transaction(this.dataSource, work);
    const fingerprint = createHash('sha256').update(JSON.stringify(repeatable.request)).digest();
    return transaction(this.dataSource, async (tx) => {
      const isFirst = await this.#claim(tx, { scope, key, fingerprint });
      if (!isFirst) return this.#answerAgain<T>(tx, { scope, key, fingerprint });
      const answer = await work(tx);
      await tx.update(IdempotencyKeyRow, { scope, key }, { answer: (answer ?? null) as never });
      return answer;
    });
  }

  onApplicationBootstrap(): void {
    this.#stopPurging = this.clock.every(PURGE_EVERY_MS, () => this.#purge());
  }

  onModuleDestroy(): void {
    this.#stopPurging();
  }

  /**
   * TRAP: "look whether the key is there, then work" lets two requests at once both find nothing. Here the unique index decides: the second INSERT waits
   * until the first transaction has ended, and then knows.
   */
  async #claim(tx: EntityManager, row: Pick<IdempotencyKeyRow, 'scope' | 'key' | 'fingerprint'>): Promise<boolean> {
    const insert = tx.createQueryBuilder().insert().into(IdempotencyKeyRow).values({ ...row, createdAt: this.clock.now() });
    try {
      await tx.query(`SET LOCAL lock_timeout = '3s'`);
      const { raw } = await insert.orIgnore().returning('key').execute();
      return (raw as unknown[]).length === 1;
    } catch (error) {
      if ((error as { driverError?: { code?: string } }).driverError?.code !== '55P03') throw error;
      throw new ConflictError('request_in_progress', 'The first request with this Idempotency-Key is still at work.', { retryAfter: 1 });
    }
  }

  async #answerAgain<T>(tx: EntityManager, { scope, key, fingerprint }: Pick<IdempotencyKeyRow, 'scope' | 'key' | 'fingerprint'>): Promise<T> {
    const row = await tx.findOneByOrFail(IdempotencyKeyRow, { scope, key });
    if (!row.fingerprint.equals(fingerprint)) {
      throw new UnprocessableError('idempotency_key_reused', 'This Idempotency-Key was used for another request. Take a new one.');
    }
    return row.answer as T;
  }

  async #purge(): Promise<void> {
    try {
      const before = new Date(this.clock.now().getTime() - KEPT_MS);
      await this.dataSource.manager.delete(IdempotencyKeyRow, { createdAt: LessThan(before) });
    } catch (error) {
      this.logger.warn(error, 'Old idempotency keys could not be deleted; the next hour tries again.');
    }
  }
}
