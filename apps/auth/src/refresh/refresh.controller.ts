import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import { type Caller, From } from '../caller/caller.js';
import { Refresh, type RefreshBody, TokensAnswer, type TokensView } from './tokens.dto.js';
import { TokensService } from './tokens.service.js';

@ApiTags('sign-in')
@Controller('v1/refresh')
@Public()
@RateLimit({ name: 'refresh', requests: 6_000, seconds: 60, per: 'address' })
export class RefreshController {
  constructor(private readonly tokens: TokensService) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: TokensAnswer })
  @ApiResponse(problemResponse(401))
  refresh(@Body({ schema: Refresh }) { refreshToken }: RefreshBody, @From() caller: Caller): Promise<TokensView> {
    return this.tokens.refresh(refreshToken, caller);
  }
}
