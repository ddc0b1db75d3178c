import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { type Page, problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { z } from 'zod';
import { AccountNotFound } from '../accounts/accounts.errors.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { type Caller, From } from '../caller/caller.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import { AccountAnswer, AccountPage, type AccountView, Impersonation, type ImpersonationView, ListAccounts, type ListAccountsQuery, Reason, type ReasonBody, toView } from './admin.dto.js';
import { AccountList } from './account-list.js';
import { DisableAccount } from './disable-account.js';
import { Impersonate } from './impersonate.js';

const Id = { schema: z.uuid() };
const RECENT_SECONDS = 900;

@ApiTags('administration')
@Controller('v1/admin/accounts')
@RequirePermission('accounts:manage')
export class AdminController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly lists: AccountList,
    private readonly doors: DisableAccount,
    private readonly impersonation: Impersonate,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: AccountPage })
  search(@CurrentUser() admin: Principal, @Query({ schema: ListAccounts }) query: ListAccountsQuery): Promise<Page<AccountView>> {
    return this.lists.search(admin.id, query);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: AccountAnswer })
  @ApiResponse(problemResponse(404))
  async read(@Param('id', Id) id: string): Promise<AccountView> {
    const account = await this.accounts.findById(id);
    if (!account) throw new AccountNotFound();
    return toView(account);
  }

  @Post(':id/disable')
  @HttpCode(204)
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'Nobody is signed in to it any more, and nobody can sign in.' })
  @ApiResponse(problemResponse(404))
  @ApiResponse(problemResponse(409))
  disable(@CurrentUser() admin: Principal, @Param('id', Id) id: string, @Body({ schema: Reason }) { reason }: ReasonBody, @From() caller: Caller): Promise<void> {
    return this.doors.disable(id, { adminId: admin.id, reason, caller });
  }

  @Post(':id/enable')
  @HttpCode(204)
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'Its owner can sign in again.' })
  @ApiResponse(problemResponse(404))
  enable(@CurrentUser() admin: Principal, @Param('id', Id) id: string, @Body({ schema: Reason }) { reason }: ReasonBody, @From() caller: Caller): Promise<void> {
    return this.doors.enable(id, { adminId: admin.id, reason, caller });
  }

  @Post(':id/impersonate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: Impersonation })
  @ApiResponse(problemResponse(404))
  @ApiResponse(problemResponse(409))
  impersonate(@CurrentUser() admin: Principal, @Param('id', Id) id: string, @Body({ schema: Reason }) { reason }: ReasonBody, @From() caller: Caller): Promise<ImpersonationView> {
    return this.impersonation.run(admin, id, { adminId: admin.id, reason, caller });
  }
}
