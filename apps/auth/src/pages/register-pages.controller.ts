import { Body, Controller, Get, HttpCode, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import { AppError, UnprocessableError } from '@roadmap/errors';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { GivenPassword } from '../accounts/password.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { callerOf } from '../caller/caller.js';
import { ChosenPasswords } from '../passwords/chosen-passwords.js';
import { Register } from '../registration/registration.dto.js';
import { RegistrantUnproved } from '../registration/registration.errors.js';
import { RegistrationService } from '../registration/registration.service.js';
import { messagePage } from './login.pages.js';
import { PageErrorFilter } from './page-error.filter.js';
import { registerPage, verifyPage } from './register.pages.js';
import { sendPage } from './send-page.js';

const RegisterForm = z.object({ email: z.string().max(1_000), password: z.string().max(1_000) });
const VerifyForm = z.object({ token: z.string().trim().max(100), password: GivenPassword.optional() });

@ApiExcludeController()
@Controller()
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class RegisterPagesController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registrations: RegistrationService,
    private readonly passwords: ChosenPasswords,
    private readonly browsers: BrowserBinding,
    private readonly csrf: Csrf,
  ) {}

  @Get('register')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, registerPage({ csrf: this.csrf.token(request, reply) }));
  }

  @Post('register')
  @HttpCode(200)
  @RateLimit({ name: 'mails', requests: 60, seconds: 600, per: 'address' })
  async register(@Body({ schema: RegisterForm }) form: z.output<typeof RegisterForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const { email, password } = readRegistration(form);
      const browserHash = this.browsers.bind(request, reply);
      const passwordHash = await this.passwords.hash(password);
      await transaction(this.dataSource, (tx) => this.registrations.register(tx, email, passwordHash, browserHash));
      // The same words whether there is an account or not.
      await sendPage(reply, messagePage('Look into your mail', 'If this address can have an account, a mail with a link is on its way. Open the link in this browser, within a day.'));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await sendPage(reply, registerPage({ csrf: this.csrf.token(request, reply), email: form.email, error: error.message }), { status: error.status });
    }
  }

  @Get('verify')
  async ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, verifyPage({ csrf: this.csrf.token(request, reply) }));
  }

  @Post('verify')
  @HttpCode(200)
  @RateLimit({ name: 'confirm', requests: 60, seconds: 600, per: 'address' })
  async verify(@Body({ schema: VerifyForm }) { token, password }: z.output<typeof VerifyForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      await this.registrations.confirm(token, password, this.browsers.of(request), callerOf(request));
      await reply.redirect('/login?confirmed=1', 303);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const again = { csrf: this.csrf.token(request, reply), token, error: error.message, askPassword: error instanceof RegistrantUnproved };
      await sendPage(reply, verifyPage(again), { status: error.status });
    }
  }
}

/** The rules of the API, said as a sentence. */
function readRegistration(form: unknown): z.output<typeof Register> {
  const result = Register.safeParse(form);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0] ?? { path: [], message: 'is not right' };
  throw new UnprocessableError('invalid_form', path[0] === 'password' ? `The password ${message}.` : 'This is not an e-mail address.');
}
