import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Cursors, type Page, toPage } from '@roadmap/http';
import { Repository } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { canonicalEmail } from '../accounts/email.js';
import { type AccountView, type ListAccountsQuery, toView } from './admin.dto.js';

@Injectable()
export class AccountList {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly cursors: Cursors,
  ) {}

  /** By address: a page ends at an address and the next begins after it, whoever signs up or leaves meanwhile. */
  async search(adminId: string, { cursor, limit, ...filters }: ListAccountsQuery): Promise<Page<AccountView>> {
    const list = { adminId, accounts: true, ...filters };
    const { email, status, role } = filters;
    const query = this.accounts.createQueryBuilder('account').where('TRUE');
    if (email) query.andWhere(`account.email LIKE :email`, { email: `${canonicalEmail(email).replace(/[\\%_]/g, '\\$&')}%` });
    if (status) query.andWhere(`account.disabled_at IS ${status === 'active' ? 'NULL' : 'NOT NULL'}`);
    if (role) query.andWhere(':role = ANY(account.roles)', { role });
    if (cursor) query.andWhere('account.email > :after', { after: this.cursors.decode(list, cursor)[0] });
    const rows = await query.orderBy('account.email', 'ASC').limit(limit + 1).getMany();
    return toPage(rows, limit, toView, (account) => this.cursors.encode(list, [account.email]));
  }
}
