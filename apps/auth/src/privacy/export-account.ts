import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { DataSource } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { ApiKey } from '../api-keys/api-key.entity.js';
import { AuditEvent } from '../audit/audit-event.entity.js';
import { EmailChange } from '../email-change/email-change.entity.js';
import { Passkey } from '../passkeys/passkey.entity.js';
import { Session } from '../sessions/session.entity.js';
import { TotpFactor } from '../totp/totp-factor.entity.js';
import type { AccountExport } from './privacy.dto.js';

/**
 * All that is known of a person, for that person (GDPR, article 15). Field by field: what is secret (hashes, keys, shared secrets) is named nowhere here, so a
 * new column does not get out by itself.
 */
@Injectable()
export class ExportAccount {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  run({ id: accountId, email, emailVerifiedAt, roles, createdAt, passwordHash }: Account): Promise<AccountExport> {
    // One snapshot: what is asked first and last belongs to the same moment.
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const of = { where: { accountId } };
      const totp = await tx.findOneBy(TotpFactor, { accountId });
      return {
        exportedAt: this.clock.now().toISOString(),
        account: { id: accountId, email, emailVerifiedAt: text(emailVerifiedAt), roles, createdAt: createdAt.toISOString(), hasPassword: passwordHash !== null },
        authenticatorApp: totp && { createdAt: totp.createdAt.toISOString(), confirmedAt: text(totp.confirmedAt) },
        passkeys: (await tx.find(Passkey, of)).map((one) => ({ name: one.name, createdAt: one.createdAt.toISOString(), lastUsedAt: text(one.lastUsedAt) })),
        apiKeys: (await tx.find(ApiKey, of)).map((one) => ({ name: one.name, prefix: one.prefix, scopes: one.scopes, createdAt: one.createdAt.toISOString(), lastUsedAt: text(one.lastUsedAt) })),
        emailChanges: (await tx.find(EmailChange, of)).map((one) => ({ from: one.oldEmail, to: one.newEmail, askedAt: one.createdAt.toISOString(), confirmedAt: text(one.confirmedAt) })),
        sessions: (await tx.find(Session, of)).map((one) => ({ device: one.device, network: one.network, methods: one.amr, createdAt: one.createdAt.toISOString(), endedAt: text(one.revokedAt) })),
        activity: (await tx.find(AuditEvent, { ...of, order: { seq: 'ASC' } })).map(({ at, event, device, network, detail }) => ({ at: at.toISOString(), event, device, network, detail })),
      };
    });
  }
}

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;
