import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { DataSource, type EntityManager } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { Email } from '../accounts/email.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { SocialIdentity } from './social-identity.entity.js';
import { SocialAccountUnproved, SocialAddressUnproved, SocialSignInFailed } from './social.errors.js';

/** Who somebody is at another provider, proved. */
export interface Foreigner {
  provider: string;
  subject: string;
  email: unknown;
  emailVerified: unknown;
}

/** Finds the account of somebody who comes from another provider, or makes one. */
@Injectable()
export class SocialAccounts {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The address counts once, for the first time; from then on it is `sub`. */
  of(foreigner: Foreigner, caller: Caller): Promise<Account> {
    return transaction(this.dataSource, async (tx) => {
      const { provider, subject } = foreigner;
      const known = await tx.findOneBy(SocialIdentity, { provider, subject });
      const account = known ? await this.accounts.findById(known.accountId, tx) : await this.#link(tx, foreigner, caller);
      if (!account || account.disabledAt) throw new SocialSignInFailed();
      return account;
    });
  }

  async #link(tx: EntityManager, { provider, subject, email: given, emailVerified }: Foreigner, caller: Caller): Promise<Account> {
    const { data: email } = Email.safeParse(given);
    // TRAP: at many providers anybody can write any address into a profile.
    if (email === undefined || emailVerified !== true) throw new SocialAddressUnproved();
    const now = this.clock.now();
    const existing = await tx.findOne(Account, { where: { email }, lock: { mode: 'pessimistic_write' } });
    if (existing && existing.emailVerifiedAt === null) throw new SocialAccountUnproved();
    const account = existing ?? (await this.accounts.create(tx, { email, passwordHash: null, emailVerifiedAt: now }));
    // Made by another request meanwhile: the next try finds it.
    if (!account) throw new SocialSignInFailed();
    await tx.insert(SocialIdentity, { provider, subject, accountId: account.id, createdAt: now });
    await this.audit.record(tx, { event: existing ? 'provider_linked' : 'registered', accountId: account.id, caller, detail: { provider } });
    return account;
  }
}
