import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { GoneError } from '@roadmap/errors';
import { EntityManager, MoreThan, Repository } from 'typeorm';
import { hashToken, newToken, sameBytes } from '../secrets/tokens.js';
import { EmailToken } from './email-token.entity.js';

/** Used, expired, never made, or of another browser: one answer for all. */
export class EmailTokenGone extends GoneError {
  constructor() {
    super('link_gone', 'This link has expired, was used before, or belongs to another browser. Ask for a new one.');
  }
}

export interface NewEmailToken {
  purpose: string;
  accountId: string;
  email: string;
  browserHash?: Buffer | null;
  /** Seconds it is good for. */
  seconds: number;
}

/** Tokens that prove that somebody reads an address: good once, for minutes, for one purpose. */
@Injectable()
export class EmailTokens {
  constructor(
    @InjectRepository(EmailToken) private readonly tokens: Repository<EmailToken>,
    private readonly clock: Clock,
  ) {}

  /** @returns the token, which is stored nowhere */
  async create(tx: EntityManager, { seconds, browserHash = null, ...given }: NewEmailToken): Promise<string> {
    const token = newToken();
    const createdAt = this.clock.now();
    await tx.insert(EmailToken, { ...given, browserHash, tokenHash: hashToken(token), createdAt, expiresAt: new Date(createdAt.getTime() + seconds * 1000) });
    return token;
  }

  /** Whether it is good, without using it. */
  peek(purpose: string, token: string): Promise<EmailToken | null> {
    return this.tokens.findOneBy({ tokenHash: hashToken(token), purpose, expiresAt: MoreThan(this.clock.now()) });
  }

  /**
   * Uses it. Of two at once one gets it: the row is deleted, and the database says who did.
   *
   * @param browserHash of the browser that shows it; a token that is bound to another is not used up by the try
   * @throws {EmailTokenGone}
   */
  async consume(tx: EntityManager, purpose: string, token: string, browserHash?: Buffer): Promise<EmailToken> {
    const tokenHash = hashToken(token);
    const row = await tx.findOne(EmailToken, { where: { tokenHash, purpose, expiresAt: MoreThan(this.clock.now()) }, lock: { mode: 'pessimistic_write' } });
    if (!row || (row.browserHash && !(browserHash && sameBytes(row.browserHash, browserHash)))) throw new EmailTokenGone();
    await tx.delete(EmailToken, { tokenHash });
    return row;
  }

  /** Makes all outstanding tokens of an account bad: after its password or address has changed. @param purpose only those for it */
  async voidAll(tx: EntityManager, accountId: string, purpose?: string): Promise<void> {
    await tx.delete(EmailToken, { accountId, ...(purpose && { purpose }) });
  }
}
