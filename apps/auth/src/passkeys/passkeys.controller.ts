import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentAccount } from '../accounts/current-account.js';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { type Caller, From } from '../caller/caller.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import { ManagePasskeys } from './manage-passkeys.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { AddPasskey, type AddPasskeyBody, PasskeyAnswer, PasskeyList, PasskeyOptions, type PasskeyView, toView } from './passkeys.dto.js';
import { PasskeyNotMade } from './passkeys.errors.js';

const RECENT_SECONDS = 300;

@ApiTags('passkeys')
@Controller('v1/me/passkeys')
@RequirePermission('account:self')
export class PasskeysController {
  constructor(
    private readonly passkeys: ManagePasskeys,
    private readonly registration: PasskeyRegistration,
    private readonly accounts: CurrentAccount,
    private readonly browsers: BrowserBinding,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: PasskeyList })
  async list(@CurrentUser() user: Principal): Promise<{ items: PasskeyView[] }> {
    return { items: (await this.passkeys.list(user.id)).map(toView) };
  }

  @Post('options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: PasskeyOptions })
  async options(@CurrentUser() user: Principal, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { id: accountId, email } = await this.accounts.of(user);
    return this.registration.options({ accountId, browserHash: this.browsers.bind(request, reply) }, email);
  }

  /** Its challenge is good once, so a repetition has no second effect. */
  @Post()
  @RequireRecentAuth(RECENT_SECONDS)
  @RepeatsSafely()
  @ApiCreatedResponse({ standardSchema: PasskeyAnswer })
  @ApiResponse(problemResponse(409))
  @ApiResponse(problemResponse(422))
  async add(@CurrentUser() user: Principal, @Body({ schema: AddPasskey }) { name, response }: AddPasskeyBody, @Req() request: FastifyRequest, @From() caller: Caller): Promise<PasskeyView> {
    const browser = this.browsers.of(request);
    if (!browser) throw new PasskeyNotMade();
    return toView(await this.passkeys.add(await this.accounts.of(user), browser, name, response, caller));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequireRecentAuth(RECENT_SECONDS)
  @ApiNoContentResponse({ description: 'It opens nothing any more.' })
  @ApiResponse(problemResponse(404))
  async remove(@CurrentUser() user: Principal, @Param('id', { schema: z.uuid() }) id: string, @From() caller: Caller): Promise<void> {
    await this.passkeys.remove(await this.accounts.of(user), id, caller);
  }
}
