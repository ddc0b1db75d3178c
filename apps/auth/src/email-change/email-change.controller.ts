import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, Public, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import { z } from 'zod';
import { CurrentAccount } from '../accounts/current-account.js';
import { Email } from '../accounts/email.js';
import { type Caller, From } from '../caller/caller.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import { ChangeEmail } from './change-email.js';
import { UndoEmailChange } from './undo-email-change.js';

const NewEmail = z.strictObject({ email: Email }).meta({ id: 'NewEmail' });
const LinkToken = z.strictObject({ token: z.string().max(100) }).meta({ id: 'LinkToken' });

@ApiTags('e-mail change')
@Controller('v1')
export class EmailChangeController {
  constructor(
    private readonly change: ChangeEmail,
    private readonly undo: UndoEmailChange,
    private readonly accounts: CurrentAccount,
  ) {}

  @Post('me/email')
  @HttpCode(202)
  @RequirePermission('account:self')
  @RequireRecentAuth(300)
  @RateLimit({ name: 'email-change', requests: 5, seconds: 3600, per: 'user' })
  @RepeatsSafely()
  @ApiAcceptedResponse({ description: 'The new address has mail; nothing changes before it is confirmed.' })
  async ask(@CurrentUser() user: Principal, @Body({ schema: NewEmail }) { email }: z.output<typeof NewEmail>, @From() caller: Caller): Promise<void> {
    await this.change.ask(await this.accounts.of(user), email, caller);
  }

  @Post('me/email/confirm')
  @HttpCode(204)
  @RequirePermission('account:self')
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'Changed; the old address has mail with which it can be undone for 72 hours.' })
  @ApiResponse(problemResponse(410))
  async confirm(@CurrentUser() user: Principal, @Body({ schema: LinkToken }) { token }: z.output<typeof LinkToken>, @From() caller: Caller): Promise<void> {
    await this.change.confirm(user.id, token, caller);
  }

  @Post('email-changes/undo')
  @HttpCode(204)
  @Public()
  @RateLimit({ name: 'email-undo', requests: 30, seconds: 60, per: 'address' })
  @RepeatsSafely()
  @ApiNoContentResponse({ description: 'The old address is back, the password is gone, and everybody is signed out.' })
  @ApiResponse(problemResponse(410))
  async takeBack(@Body({ schema: LinkToken }) { token }: z.output<typeof LinkToken>, @From() caller: Caller): Promise<void> {
    await this.undo.run(token, caller);
  }
}
