import { Controller, Get, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { callerOf } from '../caller/caller.js';
import { BrowserSignIn } from '../pages/browser-sign-in.js';
import { leadBack } from '../pages/lead-back.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { SocialService } from './social.service.js';

const Id = z.string().max(40);
const Ask = z.object({ returnTo: z.string().max(2_000).default('/account') });
const QUOTA = { name: 'social', requests: 60, seconds: 60, per: 'address' } as const;

@ApiExcludeController()
@Controller('v1/social')
@Public()
@RateLimit(QUOTA)
@UseFilters(PageErrorFilter)
export class SocialController {
  constructor(
    private readonly social: SocialService,
    private readonly browsers: BrowserBinding,
    private readonly signIn: BrowserSignIn,
  ) {}

  @Get(':provider')
  async begin(
    @Param('provider', { schema: Id }) provider: string,
    @Query({ schema: Ask }) { returnTo }: z.output<typeof Ask>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await reply.redirect(await this.social.begin(provider, this.browsers.bind(request, reply), leadBack(returnTo)), 303);
  }

  @Get(':provider/callback')
  async end(@Param('provider', { schema: Id }) provider: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    // As it was written: what is said twice must not become a list.
    const answer = new URL(request.url, 'http://own.invalid').searchParams;
    const { outcome, returnTo } = await this.social.end(provider, answer, this.browsers.of(request), callerOf(request));
    // The code is in this address.
    void reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
    await this.signIn.goOn(outcome, returnTo, request, reply);
  }
}
