import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Principal } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { DataSource } from 'typeorm';
import { AccountNotFound } from '../accounts/accounts.errors.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { AuditLog } from '../audit/audit-log.js';
import { AccessTokens } from '../tokens/access-tokens.js';
import type { ImpersonationView } from './admin.dto.js';
import { AccountDisabled, NotAnAdmin, NotYourself } from './admin.errors.js';
import type { Deed } from './disable-account.js';

/**
 * Lets an administrator see what a person sees, for a few minutes. The token says who is behind it (`act`, RFC 8693); it ends with the administrator's own
 * session, opens nothing that needs a recent sign-in, and the person reads of it among their activity.
 */
@Injectable()
export class Impersonate {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly accounts: AccountsService,
    private readonly tokens: AccessTokens,
    private readonly audit: AuditLog,
  ) {}

  async run(admin: Principal, accountId: string, { reason, caller }: Deed): Promise<ImpersonationView> {
    if (accountId === admin.id) throw new NotYourself();
    const account = await this.accounts.findById(accountId);
    if (!account) throw new AccountNotFound();
    if (account.roles.includes('admin')) throw new NotAnAdmin();
    if (account.disabledAt) throw new AccountDisabled();
    await transaction(this.dataSource, (tx) => this.audit.record(tx, { event: 'impersonated', accountId, caller, detail: { by: admin.id, reason } }));
    const { id: sub, roles, tokenVersion: ver } = account;
    const accessToken = await this.tokens.sign({ sub, roles, ver, sid: admin.sessionId, act: { sub: admin.id } });
    return { accessToken, tokenType: 'Bearer', expiresIn: this.config.AUTH_ACCESS_TOKEN_SECONDS };
  }
}
