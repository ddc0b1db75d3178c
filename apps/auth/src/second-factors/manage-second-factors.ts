import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import { DataSource, EntityManager } from 'typeorm';
import type { Account } from '../accounts/account.entity.js';
import { AuditLog } from '../audit/audit-log.js';
import type { Caller } from '../caller/caller.js';
import { Challenges } from '../login/challenges.js';
import { MailOutbox } from '../mail/mail-outbox.js';
import { RecoveryCodesService } from '../recovery-codes/recovery-codes.service.js';
import { type Enrolment, TotpService } from '../totp/totp.service.js';
import type { FactorsView } from './second-factors.dto.js';
import { NoSecondFactor } from './second-factors.errors.js';

/** What a person does with their second factor: each change is written down, and they hear of it by mail. */
@Injectable()
export class ManageSecondFactors {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
    private readonly challenges: Challenges,
    private readonly outbox: MailOutbox,
    private readonly audit: AuditLog,
  ) {}

  async show(accountId: string): Promise<FactorsView> {
    const [totp, recoveryCodes] = await Promise.all([this.totp.isEnrolled(accountId), this.codes.remaining(accountId)]);
    return { totp, recoveryCodes };
  }

  begin({ id, email }: Account): Promise<Enrolment> {
    return transaction(this.dataSource, (tx) => this.totp.begin(tx, id, email));
  }

  /** @returns the recovery codes, which are shown this once */
  async confirm(tx: EntityManager, account: Account, code: string, caller: Caller): Promise<string[]> {
    await this.totp.confirm(tx, account.id, code);
    await this.challenges.voidAll(tx, account.id);
    const codes = await this.codes.replace(tx, account.id);
    await this.#tell(tx, account, 'second_factor_added', 'An authenticator app was added to your account', caller);
    return codes;
  }

  async replaceCodes(tx: EntityManager, account: Account, caller: Caller): Promise<string[]> {
    if (!(await this.totp.isEnrolled(account.id))) throw new NoSecondFactor();
    const codes = await this.codes.replace(tx, account.id);
    await this.#tell(tx, account, 'recovery_codes_replaced', 'Your recovery codes were replaced', caller);
    return codes;
  }

  /** Once more is the same. */
  async remove(account: Account, caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const removed = await this.totp.remove(tx, account.id);
      await this.codes.remove(tx, account.id);
      await this.challenges.voidAll(tx, account.id);
      if (removed) await this.#tell(tx, account, 'second_factor_removed', 'The authenticator app was removed from your account', caller);
    });
  }

  async #tell(tx: EntityManager, { id, email }: Account, event: string, subject: string, caller: Caller): Promise<void> {
    await this.outbox.add(tx, 'notice', { to: email, subject, text: `${subject}.\n\nIf that was not you, choose a new password now: that signs everybody out.\n` });
    await this.audit.record(tx, { event, accountId: id, caller });
  }
}
