import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import type { z } from 'zod';
import { type Caller, From } from '../caller/caller.js';
import { ApiKeyExchange } from './api-key-exchange.js';
import { ApiKeyToken, type ApiKeyTokenView, PresentedApiKey } from './api-keys.dto.js';
import { RevokeLeakedKey } from './revoke-leaked-key.js';

type Presented = z.output<typeof PresentedApiKey>;

/** For whoever holds a key: the key itself is what says who calls. */
@ApiTags('API keys')
@Controller('v1')
@Public()
export class PresentApiKeyController {
  constructor(
    private readonly exchange: ApiKeyExchange,
    private readonly leaked: RevokeLeakedKey,
  ) {}

  @Post('token/api-key')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RateLimit({ name: 'api-key', requests: 120, seconds: 60, per: 'address' })
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: ApiKeyToken, description: 'A bearer token of a few minutes, for every app.' })
  @ApiResponse(problemResponse(401))
  token(@Body({ schema: PresentedApiKey }) { key }: Presented): Promise<ApiKeyTokenView> {
    return this.exchange.run(key);
  }

  /** For whoever finds a key where it should not be. The answer does not say whether it was one. */
  @Post('api-keys/leaked')
  @HttpCode(204)
  @RateLimit({ name: 'leaked-key', requests: 60, seconds: 60, per: 'address' })
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'If it was a key, it opens nothing any more, and its owner has mail.' })
  async report(@Body({ schema: PresentedApiKey }) { key }: Presented, @From() caller: Caller): Promise<void> {
    await this.leaked.run(key, caller);
  }
}
