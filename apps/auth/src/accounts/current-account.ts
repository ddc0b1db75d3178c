import { Injectable } from '@nestjs/common';
import type { Principal } from '@roadmap/auth';
import { UnauthenticatedError } from '@roadmap/errors';
import type { Account } from './account.entity.js';
import { AccountsService } from './accounts.service.js';

/** The row behind a token. A token lives minutes longer than it should where the account was deleted just now: then nobody is signed in. */
@Injectable()
export class CurrentAccount {
  constructor(private readonly accounts: AccountsService) {}

  /** @throws {UnauthenticatedError} */
  async of({ id }: Pick<Principal, 'id'>): Promise<Account> {
    const account = await this.accounts.findById(id);
    if (!account || account.disabledAt) throw new UnauthenticatedError('account_gone', 'This account cannot be used any more.');
    return account;
  }
}
