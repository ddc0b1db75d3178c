import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { type Caller, From } from '../caller/caller.js';
import { TokensAnswer, type TokensView } from '../refresh/tokens.dto.js';
import { TokensService } from '../refresh/tokens.service.js';
import { StepUp } from './step-up.js';
import { StepUpRequest, type StepUpBody } from './step-up.dto.js';

@ApiTags('sign-in')
@Controller('v1/me')
export class StepUpController {
  constructor(
    private readonly stepUp: StepUp,
    private readonly tokens: TokensService,
  ) {}

  @Post('step-up')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RequirePermission('account:self')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: TokensAnswer, description: 'In place of the tokens before, with a recent `auth_time`.' })
  @ApiResponse(problemResponse(429))
  async run(@CurrentUser() user: Principal, @Body({ schema: StepUpRequest }) body: StepUpBody, @From() caller: Caller): Promise<TokensView> {
    return this.tokens.issue(await this.stepUp.run(user, body, caller));
  }
}
