import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { transaction } from '@roadmap/database';
import { DataSource, EntityManager, Repository } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { PasskeyNotFound } from './passkeys.errors.js';

/** The passkeys of one account: each change is written down, and its owner hears of it by mail. */
@Injectable()
export class ManagePasskeys {
  constructor(
    @InjectRepository(Passkey) private readonly passkeys: Repository<Passkey>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registration: PasskeyRegistration,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
  ) {}

  list(accountId: string): Promise<Passkey[]> {
    return this.passkeys.find({ where: { accountId }, order: { createdAt: 'ASC', id: 'ASC' } });
  }

  async add(account: Account, browserHash: Buffer, name: string, response: RegistrationResponseJSON, caller: Caller): Promise<Passkey> {
    // Verified before the transaction: the challenge is used up even where the rest fails.
    const verified = await this.registration.verify({ accountId: account.id, browserHash }, response);
    return transaction(this.dataSource, async (tx) => {
      const passkey = await this.registration.add(tx, account.id, name, verified);
      await this.#tell(tx, account, 'passkey_added', `The passkey "${name}" was added to your account`, caller);
      return passkey;
    });
  }

  async remove(account: Account, id: string, caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const { affected } = await tx.delete(Passkey, { id, accountId: account.id });
      if (affected !== 1) throw new PasskeyNotFound();
      await this.#tell(tx, account, 'passkey_removed', 'A passkey was removed from your account', caller);
    });
  }

  async #tell(tx: EntityManager, { id, email }: Account, event: string, subject: string, caller: Caller): Promise<void> {
    await this.outbox.add(tx, 'notice', { to: email, subject, text: `${subject}.\n\nIf that was not you, choose a new password now: that signs everybody out.\n` });
    await this.audit.record(tx, { event, accountId: id, caller });
  }
}
