import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, IsNull, Repository } from 'typeorm';
import { SecondFactor } from '../login/second-factors.js';
import { TotpService } from '../totp/totp.service.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.js';
import { RecoveryCode } from './recovery-code.entity.js';

/** Stand in for the authenticator app, each code once. Without an app they are asked for by nobody. */
@Injectable()
export class RecoveryCodesService extends SecondFactor {
  readonly kind = 'recovery-code';
  readonly amr = 'otp';

  constructor(
    @InjectRepository(RecoveryCode) private readonly codes: Repository<RecoveryCode>,
    private readonly totp: TotpService,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Ten new codes, which are not shown again; the old ones are good for nothing any more. */
  async replace(tx: EntityManager, accountId: string): Promise<string[]> {
    // Two at once: the second waits here, and what it deletes are the first one's codes.
    await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    await this.remove(tx, accountId);
    const codes = newRecoveryCodes();
    await tx.insert(RecoveryCode, codes.map((code) => ({ accountId, codeHash: hashRecoveryCode(code), createdAt: this.clock.now(), usedAt: null })));
    return codes;
  }

  async remove(tx: EntityManager, accountId: string): Promise<void> {
    await tx.delete(RecoveryCode, { accountId });
  }

  remaining(accountId: string): Promise<number> {
    return this.codes.countBy({ accountId, usedAt: IsNull() });
  }

  async isEnrolled(accountId: string): Promise<boolean> {
    return (await this.totp.isEnrolled(accountId)) && (await this.remaining(accountId)) > 0;
  }

  async verify(accountId: string, code: string): Promise<boolean> {
    if (!(await this.totp.isEnrolled(accountId))) return false;
    const { affected } = await this.codes.update({ accountId, codeHash: hashRecoveryCode(code), usedAt: IsNull() }, { usedAt: this.clock.now() });
    return affected === 1;
  }
}
