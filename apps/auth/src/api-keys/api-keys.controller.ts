import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { problemResponse } from '@roadmap/http';
import { IdempotencyKey, Idempotent } from '@roadmap/idempotency';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { type Caller, From } from '../caller/caller.js';
import { SealedAnswers } from '../sealed-answers/sealed-answers.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import { ApiKeyList, type ApiKeyView, CreateApiKey, type CreateApiKeyBody, NewApiKeyAnswer, type NewApiKeyView, RotateApiKey, type RotateApiKeyBody } from './api-keys.dto.js';
import { ApiKeysService } from './api-keys.service.js';

const Id = { schema: z.uuid() };
const RECENT_SECONDS = 300;

@ApiTags('API keys')
@Controller('v1/me/api-keys')
@RequirePermission('account:self')
export class ApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly answers: SealedAnswers,
    private readonly audit: AuditLog,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: ApiKeyList })
  async list(@CurrentUser() user: Principal): Promise<{ items: ApiKeyView[] }> {
    return { items: await this.keys.list(user.id) };
  }

  @Post()
  @RequireRecentAuth(RECENT_SECONDS)
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: NewApiKeyAnswer })
  create(@CurrentUser() user: Principal, @IdempotencyKey() key: string | undefined, @Body({ schema: CreateApiKey }) body: CreateApiKeyBody, @From() caller: Caller): Promise<NewApiKeyView> {
    return this.answers.once({ key, scope: `${user.id} POST /v1/me/api-keys`, request: body }, async (tx) => {
      const created = await this.keys.create(tx, user.id, body);
      await this.audit.record(tx, { event: 'api_key_created', accountId: user.id, caller, detail: { key: created.id, scopes: created.scopes } });
      return created;
    });
  }

  @Post(':id/rotate')
  @RequireRecentAuth(RECENT_SECONDS)
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: NewApiKeyAnswer })
  @ApiResponse(problemResponse(404))
  rotate(
    @CurrentUser() user: Principal,
    @Param('id', Id) id: string,
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: RotateApiKey }) body: RotateApiKeyBody,
    @From() caller: Caller,
  ): Promise<NewApiKeyView> {
    return this.answers.once({ key, scope: `${user.id} POST /v1/me/api-keys/${id}/rotate`, request: body }, async (tx) => {
      const created = await this.keys.rotate(tx, user.id, id, body.overlapSeconds);
      await this.audit.record(tx, { event: 'api_key_rotated', accountId: user.id, caller, detail: { old: id, key: created.id } });
      return created;
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It opens nothing any more.' })
  @ApiResponse(problemResponse(404))
  async revoke(@CurrentUser() user: Principal, @Param('id', Id) id: string, @From() caller: Caller): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      const revoked = await this.keys.revoke(tx, user.id, id);
      if (revoked) await this.audit.record(tx, { event: 'api_key_revoked', accountId: user.id, caller, detail: { key: id } });
    });
  }
}
