import { Body, Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { IdempotencyKey, Idempotent, RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import { CurrentAccount } from '../accounts/current-account.js';
import { type Caller, From } from '../caller/caller.js';
import { SealedAnswers } from '../sealed-answers/sealed-answers.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import type { Enrolment } from '../totp/totp.service.js';
import { ManageSecondFactors } from './manage-second-factors.js';
import { ConfirmTotp, type ConfirmTotpBody, FactorsAnswer, type FactorsView, RecoveryCodeList, type RecoveryCodesView, TotpEnrolment } from './second-factors.dto.js';

const RECENT_SECONDS = 300;
/** A code of six digits, of which three are good at a time: ten guesses in five minutes find it in about a year. */
const GUESSES = { name: 'totp-confirm', requests: 10, seconds: 300, per: 'user' } as const;

@ApiTags('second factors')
@Controller('v1/me')
@RequirePermission('account:self')
export class SecondFactorsController {
  constructor(
    private readonly factors: ManageSecondFactors,
    private readonly accounts: CurrentAccount,
    private readonly answers: SealedAnswers,
  ) {}

  @Get('second-factors')
  @ApiOkResponse({ standardSchema: FactorsAnswer })
  show(@CurrentUser() user: Principal): Promise<FactorsView> {
    return this.factors.show(user.id);
  }

  @Post('totp')
  @HttpCode(200)
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: TotpEnrolment, description: 'Begun; it is asked for only after it was confirmed.' })
  @ApiResponse(problemResponse(409))
  async begin(@CurrentUser() user: Principal): Promise<Enrolment> {
    return this.factors.begin(await this.accounts.of(user));
  }

  @Post('totp/confirm')
  @HttpCode(200)
  @RequireRecentAuth(RECENT_SECONDS)
  @RateLimit(GUESSES)
  @Idempotent()
  @ApiOkResponse({ standardSchema: RecoveryCodeList })
  @ApiResponse(problemResponse(422))
  async confirm(
    @CurrentUser() user: Principal,
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: ConfirmTotp }) body: ConfirmTotpBody,
    @From() caller: Caller,
  ): Promise<RecoveryCodesView> {
    const account = await this.accounts.of(user);
    const repeatable = { key, scope: `${user.id} POST /v1/me/totp/confirm`, request: body };
    return { codes: await this.answers.once(repeatable, (tx) => this.factors.confirm(tx, account, body.code, caller)) };
  }

  /** Not with the password alone: who has only that must not be able to take the second factor away. */
  @Delete('totp')
  @HttpCode(204)
  @RequireRecentAuth(RECENT_SECONDS, { amr: ['mfa'] })
  @ApiNoContentResponse({ description: 'Not asked for any more.' })
  async remove(@CurrentUser() user: Principal, @From() caller: Caller): Promise<void> {
    await this.factors.remove(await this.accounts.of(user), caller);
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @RequireRecentAuth(RECENT_SECONDS, { amr: ['mfa'] })
  @Idempotent()
  @ApiOkResponse({ standardSchema: RecoveryCodeList, description: 'Ten new ones; the old ones are good for nothing any more.' })
  async replaceCodes(@CurrentUser() user: Principal, @IdempotencyKey() key: string | undefined, @From() caller: Caller): Promise<RecoveryCodesView> {
    const account = await this.accounts.of(user);
    const repeatable = { key, scope: `${user.id} POST /v1/me/recovery-codes`, request: {} };
    return { codes: await this.answers.once(repeatable, (tx) => this.factors.replaceCodes(tx, account, caller)) };
  }
}
