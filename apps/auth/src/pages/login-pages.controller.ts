import { Body, Controller, Get, HttpCode, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { AppError } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { canonicalEmail } from '../accounts/email.js';
import { GivenPassword } from '../accounts/password.js';
import { BrowserSessions } from '../browser/browser-sessions.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { callerOf } from '../caller/caller.js';
import { InvalidSecondFactor } from '../login/login.errors.js';
import { LoginService } from '../login/login.service.js';
import { BrowserSignIn } from './browser-sign-in.js';
import { leadBack } from './lead-back.js';
import { loginPage, secondFactorPage } from './login.pages.js';
import { PageErrorFilter } from './page-error.filter.js';
import { sendPage } from './send-page.js';

const returnTo = z.string().max(2_000).default('/account');
const Ask = z.object({ returnTo, again: z.string().optional(), confirmed: z.string().optional() });
const PasswordForm = z.object({ email: z.string().max(254).transform(canonicalEmail), password: GivenPassword, returnTo });
const SecondFactorForm = z.object({ challenge: z.string().max(100), code: z.string().trim().max(100), returnTo });

@ApiExcludeController()
@Controller('login')
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class LoginPagesController {
  constructor(
    private readonly login: LoginService,
    private readonly signIn: BrowserSignIn,
    private readonly browsers: BrowserSessions,
    private readonly csrf: Csrf,
  ) {}

  @Get()
  async show(@Query({ schema: Ask }) query: z.output<typeof Ask>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const live = await this.browsers.find(request);
    if (live && query.again === undefined) return void reply.redirect(leadBack(query.returnTo), 303);
    const notice = query.confirmed !== undefined ? 'Your address is confirmed. Sign in now.' : live ? 'Show once more that it is you.' : undefined;
    const email = live?.account.email;
    await sendPage(reply, loginPage({ csrf: this.csrf.token(request, reply), returnTo: query.returnTo, email, notice }));
  }

  @Post()
  @HttpCode(200)
  async byPassword(@Body({ schema: PasswordForm }) body: z.output<typeof PasswordForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const outcome = await this.login.password(body.email, body.password, callerOf(request));
      await this.signIn.goOn(outcome, body.returnTo, request, reply);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.details.retryAfter) void reply.header('retry-after', error.details.retryAfter);
      const again = { csrf: this.csrf.token(request, reply), returnTo: body.returnTo, email: body.email, error: error.message };
      await sendPage(reply, loginPage(again), { status: error.status });
    }
  }

  @Post('second-factor')
  @HttpCode(200)
  async bySecondFactor(@Body({ schema: SecondFactorForm }) body: z.output<typeof SecondFactorForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { challenge, code } = body;
    const kind = /^\d{6}$/.test(code) ? 'totp' : 'recovery-code';
    try {
      const outcome = await this.login.secondFactor(challenge, kind, code, callerOf(request));
      await this.signIn.goOn(outcome, body.returnTo, request, reply);
    } catch (error) {
      // A wrong code may be corrected; all else begins anew.
      if (!(error instanceof InvalidSecondFactor)) throw error;
      const again = { csrf: this.csrf.token(request, reply), returnTo: body.returnTo, error: error.message };
      await sendPage(reply, secondFactorPage(again, challenge), { status: 401 });
    }
  }
}
