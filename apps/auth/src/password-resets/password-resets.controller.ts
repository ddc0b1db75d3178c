import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Public, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import { type Caller, From } from '../caller/caller.js';
import { ACCEPTED, Accepted, type AcceptedView } from '../registration/registration.dto.js';
import { AskReset, type AskResetBody, ChangePassword, type ChangePasswordBody, ConfirmReset, type ConfirmResetBody } from './password-resets.dto.js';
import { PasswordResets } from './password-resets.service.js';

@ApiTags('password')
@Controller('v1')
export class PasswordResetsController {
  constructor(private readonly resets: PasswordResets) {}

  @Post('password-resets')
  @HttpCode(202)
  @Public()
  @RateLimit({ name: 'mails', requests: 60, seconds: 600, per: 'address' })
  @RepeatsSafely()
  @ApiResponse({ status: 202, standardSchema: Accepted, description: 'Whether there is an account or not.' } as object)
  async ask(@Body({ schema: AskReset }) { email }: AskResetBody): Promise<AcceptedView> {
    await this.resets.ask(email);
    return ACCEPTED;
  }

  @Post('password-resets/confirm')
  @HttpCode(204)
  @Public()
  @RateLimit({ name: 'confirm', requests: 60, seconds: 600, per: 'address' })
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'The new password is good, and everybody is signed out.' })
  @ApiResponse(problemResponse(410))
  async confirm(@Body({ schema: ConfirmReset }) { token, password }: ConfirmResetBody, @From() caller: Caller): Promise<void> {
    await this.resets.confirm(token, password, caller);
  }

  @Post('me/password')
  @HttpCode(204)
  @RequirePermission('account:self')
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'The new password is good, and all other devices are signed out.' })
  async change(@CurrentUser() user: Principal, @Body({ schema: ChangePassword }) { currentPassword, password }: ChangePasswordBody, @From() caller: Caller): Promise<void> {
    await this.resets.change(user.id, user.sessionId, currentPassword, password, caller);
  }
}
