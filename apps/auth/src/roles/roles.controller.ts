import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { problemResponse } from '@roadmap/http';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AccountNotFound } from '../accounts/accounts.errors.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { AuditLog } from '../audit/audit-log.js';
import { type Caller, From } from '../caller/caller.js';
import { Revocations } from '../revocations/revocations.js';
import { AccountAnswer, type AccountView, SetRoles, type SetRolesBody, toView } from './roles.dto.js';

@ApiTags('accounts')
@Controller('v1')
export class RolesController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly revocations: Revocations,
    private readonly audit: AuditLog,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  @Get('me')
  @RequirePermission('account:self')
  @ApiOkResponse({ standardSchema: AccountAnswer })
  async me(@CurrentUser() user: Principal): Promise<AccountView> {
    const account = await this.accounts.findById(user.id);
    if (!account) throw new AccountNotFound();
    return toView(account);
  }

  /**
   * TRAP: a role in a token outlives its loss. Here the older tokens are taken back in the same transaction: within seconds every app refuses them, and a
   * refresh gives one with the new roles.
   */
  @Put('admin/accounts/:id/roles')
  @HttpCode(200)
  @RequirePermission('accounts:manage')
  @ApiOkResponse({ standardSchema: AccountAnswer })
  @ApiResponse(problemResponse(404))
  @ApiResponse(problemResponse(409))
  setRoles(@CurrentUser() admin: Principal, @Param('id', { schema: z.uuid() }) id: string, @Body({ schema: SetRoles }) { roles }: SetRolesBody, @From() caller: Caller): Promise<AccountView> {
    return transaction(this.dataSource, async (tx) => {
      const { before, after } = await this.accounts.changeWithTokens(tx, id, { roles });
      await this.revocations.ofSubject(tx, id, after.tokenVersion);
      await this.audit.record(tx, { event: 'roles_changed', accountId: id, caller, detail: { before: before.roles, after: roles, by: admin.id } });
      return toView(after);
    });
  }
}
