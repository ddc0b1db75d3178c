import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { Idempotency, IdempotencyKey, Idempotent, RepeatsSafely } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { type Caller, From } from '../caller/caller.js';
import { ChosenPasswords } from '../passwords/chosen-passwords.js';
import {
  ACCEPTED,
  Accepted,
  type AcceptedView,
  Confirm,
  type ConfirmBody,
  Confirmed,
  type ConfirmedView,
  Register,
  type RegisterBody,
  Resend,
  type ResendBody,
} from './registration.dto.js';
import { RegistrationService } from './registration.service.js';

const MAILS = { name: 'mails', requests: 60, seconds: 600, per: 'address' } as const;

@ApiTags('registration')
@Controller('v1/registrations')
@Public()
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly passwords: ChosenPasswords,
    private readonly browsers: BrowserBinding,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @HttpCode(202)
  @RateLimit(MAILS)
  @Idempotent()
  @ApiResponse({ status: 202, standardSchema: Accepted, description: 'Whether there is an account or not.' } as object)
  async register(
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: Register }) { email, password }: RegisterBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedView> {
    const browserHash = this.browsers.bind(request, reply);
    const passwordHash = await this.passwords.hash(password);
    // TRAP: the fingerprint of a request is kept for a day: without the password in it, it says nothing of the password.
    const repeatable = { key, scope: 'POST /v1/registrations', request: { email } };
    return this.idempotency.once(repeatable, async (tx) => {
      await this.registrations.register(tx, email, passwordHash, browserHash);
      return ACCEPTED;
    });
  }

  @Post('resend')
  @HttpCode(202)
  @RateLimit(MAILS)
  @RepeatsSafely()
  @ApiResponse({ status: 202, standardSchema: Accepted, description: 'Whether there is a registration or not.' } as object)
  async resend(@Body({ schema: Resend }) { email }: ResendBody, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<AcceptedView> {
    await this.registrations.resend(email, this.browsers.bind(request, reply));
    return ACCEPTED;
  }

  @Post('confirm')
  @HttpCode(201)
  @RateLimit({ name: 'confirm', requests: 60, seconds: 600, per: 'address' })
  @RepeatsSafely()
  @ApiCreatedResponse({ standardSchema: Confirmed })
  @ApiResponse(problemResponse(401))
  @ApiResponse(problemResponse(410))
  async confirm(@Body({ schema: Confirm }) { token, password }: ConfirmBody, @Req() request: FastifyRequest, @From() caller: Caller): Promise<ConfirmedView> {
    const { id, email } = await this.registrations.confirm(token, password, this.browsers.of(request), caller);
    return { id, email };
  }
}
