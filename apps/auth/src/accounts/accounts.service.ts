import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, IsNull, Repository } from 'typeorm';
import { Account } from './account.entity.js';
import { canonicalEmail } from './email.js';
import { AccountNotFound, LastAdmin } from './accounts.errors.js';

/** What a new account begins with. */
export type NewAccount = Pick<Account, 'email' | 'passwordHash'> & Partial<Pick<Account, 'id' | 'roles' | 'emailVerifiedAt'>>;

@Injectable()
export class AccountsService {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly clock: Clock,
  ) {}

  findById(id: string, tx: EntityManager = this.accounts.manager): Promise<Account | null> {
    return tx.findOneBy(Account, { id });
  }

  /** @param email in any spelling */
  findByEmail(email: string, tx: EntityManager = this.accounts.manager): Promise<Account | null> {
    return tx.findOneBy(Account, { email: canonicalEmail(email) });
  }

  /** Null where the address is taken. */
  async create(tx: EntityManager, { email, ...given }: NewAccount): Promise<Account | null> {
    const now = this.clock.now();
    const values = { emailVerifiedAt: null, roles: ['user'], ...given, email: canonicalEmail(email), tokenVersion: 1, disabledAt: null, createdAt: now, updatedAt: now };
    const { raw } = await tx.createQueryBuilder().insert().into(Account).values(values).orIgnore().returning('id').execute();
    const [inserted] = raw as { id: string }[];
    return inserted ? tx.findOneByOrFail(Account, { id: inserted.id }) : null;
  }

  async setPassword(tx: EntityManager, accountId: string, passwordHash: string): Promise<void> {
    await tx.update(Account, { id: accountId }, { passwordHash, updatedAt: this.clock.now() });
  }

  /**
   * Changes an account's row and makes all its older tokens bad: the caller also publishes the revocation, see `Revocations.ofSubject`.
   *
   * @returns the account as it is now, and what it was
   */
  async changeWithTokens(tx: EntityManager, accountId: string, changes: Partial<Pick<Account, 'roles' | 'disabledAt' | 'email' | 'emailVerifiedAt'>>): Promise<{ before: Account; after: Account }> {
    // One after the other, so that of two admins who demote each other only one succeeds.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('accounts:roles', 0))`);
    const before = await tx.findOne(Account, { where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
    if (!before) throw new AccountNotFound();
    const after = tx.create(Account, { ...before, ...changes, tokenVersion: before.tokenVersion + 1, updatedAt: this.clock.now() });
    await tx.save(after);
    if (manages(before) && !manages(after)) await this.#anotherAdmin(tx);
    return { before, after };
  }

  async #anotherAdmin(tx: EntityManager): Promise<void> {
    const left = await tx.createQueryBuilder(Account, 'account').where({ disabledAt: IsNull() }).andWhere(`'admin' = ANY(account.roles)`).getCount();
    if (left === 0) throw new LastAdmin();
  }
}

const manages = ({ roles, disabledAt }: Account): boolean => roles.includes('admin') && disabledAt === null;
