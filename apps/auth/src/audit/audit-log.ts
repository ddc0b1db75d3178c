import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, MoreThan, Repository } from 'typeorm';
import type { Caller } from '../caller/caller.js';
import { deviceOf } from '../caller/device.js';
import { networkOf } from '../caller/network.js';
import { sameBytes } from '../secrets/tokens.js';
import { SecretBox } from '../secrets/secret-box.js';
import { AuditEvent } from './audit-event.entity.js';
import { GENESIS, personHash, rowHash } from './chain.js';

/** Something worth remembering. */
export interface Happening {
  /** Past tense: `signed_in`, `password_changed`. */
  event: string;
  accountId?: string | null;
  caller?: Caller;
  /** Nothing personal, nothing secret: it stays when the account goes. */
  detail?: Record<string, unknown>;
}

/** What a look through the whole log found. `head` is the last hash: written down elsewhere, it also shows when rows were cut off the end. */
export interface Verification {
  intact: boolean;
  rows: number;
  head: string;
  /** The first row that does not fit. */
  brokenAt?: number;
}

const BATCH = 1_000;

/** What happened, in a chain: each row carries a MAC over itself and over the row before it, so none can be changed, moved or left out unnoticed. */
@Injectable()
export class AuditLog {
  readonly #key: Buffer;

  constructor(
    @InjectRepository(AuditEvent) private readonly events: Repository<AuditEvent>,
    private readonly clock: Clock,
    box: SecretBox,
  ) {
    this.#key = box.key('audit-chain');
  }

  /**
   * Adds an event in the transaction of its cause: both are there, or neither is. Call it last: from here to the commit all others wait for their turn.
   */
  async record(tx: EntityManager, { event, accountId = null, caller, detail = {} }: Happening): Promise<void> {
    // TRAP: two at once would both build on the same last row. The lock goes with the transaction.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('audit', 0))`);
    const [last] = await tx.find(AuditEvent, { order: { seq: 'DESC' }, take: 1 });
    const person = { salt: randomBytes(16), accountId, network: caller ? networkOf(caller.ip) : null, device: caller ? deviceOf(caller.userAgent) : null };
    const row = { seq: (last?.seq ?? 0) + 1, at: this.clock.now(), event, detail, ...person, personHash: personHash(person) };
    await tx.insert(AuditEvent, { ...row, hash: rowHash(this.#key, last?.hash ?? GENESIS, row) } as never);
  }

  /** Forgets who it was, and keeps what was. */
  async anonymise(tx: EntityManager, accountId: string): Promise<void> {
    await tx.update(AuditEvent, { accountId }, { accountId: null, network: null, device: null, salt: null });
  }

  /** Reads the whole log and says whether it is as it was written. */
  async verify(): Promise<Verification> {
    let previous: Pick<AuditEvent, 'seq' | 'hash'> = { seq: 0, hash: GENESIS };
    for (;;) {
      const rows = await this.events.find({ where: { seq: MoreThan(previous.seq) }, order: { seq: 'ASC' }, take: BATCH });
      for (const row of rows) {
        if (row.seq !== previous.seq + 1 || !this.#fits(previous.hash, row)) {
          return { intact: false, rows: previous.seq, head: previous.hash.toString('hex'), brokenAt: previous.seq + 1 };
        }
        previous = row;
      }
      if (rows.length < BATCH) return { intact: true, rows: previous.seq, head: previous.hash.toString('hex') };
    }
  }

  #fits(previous: Buffer, row: AuditEvent): boolean {
    const forgotten = row.salt === null && row.accountId === null && row.network === null && row.device === null;
    if (!forgotten && !sameBytes(row.personHash, personHash(row))) return false;
    return sameBytes(row.hash, rowHash(this.#key, previous, row));
  }
}
