import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import { DataSource } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { ApiKeyExchange } from './api-key-exchange.js';
import { ApiKeysService } from './api-keys.service.js';

/** Whoever holds a key may end it: that is all a finder needs, and all a thief would not do. */
@Injectable()
export class RevokeLeakedKey {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly exchange: ApiKeyExchange,
    private readonly keys: ApiKeysService,
    private readonly accounts: AccountsService,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
  ) {}

  async run(key: string, caller: Caller): Promise<void> {
    const found = await this.exchange.find(key);
    if (!found) return;
    const { id, accountId, name, prefix } = found;
    await transaction(this.dataSource, async (tx) => {
      if (!(await this.keys.revoke(tx, accountId, id))) return;
      const owner = await this.accounts.findById(accountId, tx);
      const text = `Somebody found your API key "${name}" (${prefix}_…) where it should not be, and reported it. It has been revoked.\n\nMake a new one, and look where the old one was used.\n`;
      if (owner) await this.outbox.add(tx, 'notice', { to: owner.email, subject: 'An API key of yours was found and revoked', text });
      await this.audit.record(tx, { event: 'api_key_leaked', accountId, caller, detail: { key: id } });
    });
  }
}
