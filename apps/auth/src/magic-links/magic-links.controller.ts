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
import { ACCEPTED, Accepted, type AcceptedView } from '../registration/registration.dto.js';
import { AskLink, type AskLinkBody, UseLink, type UseLinkBody } from './magic-links.dto.js';
import { MagicLinks } from './magic-links.service.js';

@ApiTags('sign-in')
@Controller('v1/magic-links')
@Public()
export class MagicLinksController {
  constructor(
    private readonly links: MagicLinks,
    private readonly answers: LoginAnswers,
    private readonly browsers: BrowserBinding,
  ) {}

  @Post()
  @HttpCode(202)
  @RateLimit({ name: 'mails', requests: 60, seconds: 600, per: 'address' })
  @RepeatsSafely()
  @ApiResponse({ status: 202, standardSchema: Accepted, description: 'Whether there is an account or not.' } as object)
  async ask(@Body({ schema: AskLink }) { email }: AskLinkBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AcceptedView> {
    await this.links.ask(email, this.browsers.bind(request, reply));
    return ACCEPTED;
  }

  @Post('confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RateLimit({ name: 'confirm', requests: 60, seconds: 600, per: 'address' })
  @RepeatsSafely()
  @ApiOkResponse({ standardSchema: SignIn })
  @ApiResponse(problemResponse(410))
  async use(
    @Body({ schema: UseLink }) { token }: UseLinkBody,
    @From() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInView> {
    return this.answers.of(await this.links.use(token, this.browsers.of(request), caller), reply);
  }
}
