import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { type Caller, From } from '../caller/caller.js';
import { LoginAnswers } from '../login/login-answers.js';
import { SignIn, type SignInView } from '../login/login.dto.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { PasskeyOptions, PresentPasskey, type PresentPasskeyBody } from './passkeys.dto.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';

const QUOTA = { name: 'passkey', requests: 300, seconds: 60, per: 'address' } as const;

@ApiTags('passkeys')
@Controller('v1/login/passkey')
@Public()
@RateLimit(QUOTA)
export class PasskeyLoginController {
  constructor(
    private readonly passkeys: PasskeySignIn,
    private readonly signIns: SignInWithPasskey,
    private readonly answers: LoginAnswers,
    private readonly browsers: BrowserBinding,
  ) {}

  @Post('options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: PasskeyOptions })
  options(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.passkeys.options(this.browsers.bind(request, reply));
  }

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: SignIn })
  @ApiResponse(problemResponse(401))
  async signIn(
    @Body({ schema: PresentPasskey }) { response }: PresentPasskeyBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @From() caller: Caller,
  ): Promise<SignInView> {
    return this.answers.of(await this.signIns.run(this.browsers.of(request), response, caller), reply);
  }
}
