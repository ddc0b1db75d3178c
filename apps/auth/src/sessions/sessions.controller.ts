import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { type Caller, From } from '../caller/caller.js';
import { EndSessions, type EndSessionsQuery, SessionList, type SessionView, toView } from './sessions.dto.js';
import { SessionNotFound } from './sessions.errors.js';
import { SessionsService } from './sessions.service.js';

const Id = { schema: z.uuid() };

@ApiTags('sessions')
@Controller('v1')
@RequirePermission('account:self')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  @Get('me/sessions')
  @ApiOkResponse({ standardSchema: SessionList })
  async list(@CurrentUser() user: Principal): Promise<{ items: SessionView[] }> {
    const sessions = await this.sessions.list(user.id);
    return { items: sessions.map((session) => toView(session, user.sessionId)) };
  }

  @Delete('me/sessions/:id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It has ended.' })
  @ApiResponse(problemResponse(404))
  async end(@CurrentUser() user: Principal, @Param('id', Id) id: string, @From() caller: Caller): Promise<void> {
    if (!(await this.#end(user.id, id, 'ended', caller))) throw new SessionNotFound();
  }

  @Delete('me/sessions')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'All have ended.' })
  async endAll(@CurrentUser() user: Principal, @Query({ schema: EndSessions }) { except }: EndSessionsQuery, @From() caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const count = await this.sessions.revokeAll(tx, user.id, 'ended', { except: except && user.sessionId });
      await this.audit.record(tx, { event: 'sessions_ended', accountId: user.id, caller, detail: { count } });
    });
  }

  @Post('logout')
  @HttpCode(204)
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'Signed out.' })
  async logout(@CurrentUser() user: Principal, @From() caller: Caller): Promise<void> {
    if (user.sessionId) await this.#end(user.id, user.sessionId, 'signed out', caller);
  }

  #end(accountId: string, sessionId: string, reason: string, caller: Caller): Promise<boolean> {
    return transaction(this.dataSource, async (tx) => {
      const session = await this.sessions.revoke(tx, sessionId, reason, { accountId });
      if (session) await this.audit.record(tx, { event: reason === 'ended' ? 'session_ended' : 'signed_out', accountId, caller });
      return session !== null;
    });
  }
}
