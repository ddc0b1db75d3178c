import { Body, Controller, Get, HttpCode, Injectable, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Email } from '../accounts/email.js';
import { NewPassword } from '../accounts/password.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { callerOf } from '../caller/caller.js';
import { ChangeEmail } from '../email-change/change-email.js';
import { UndoEmailChange } from '../email-change/undo-email-change.js';
import { MagicLinks } from '../magic-links/magic-links.service.js';
import { PasswordResets } from '../password-resets/password-resets.service.js';
import { BrowserSignIn } from './browser-sign-in.js';
import { html } from './html.js';
import { messagePage } from './login.pages.js';
import { PageErrorFilter } from './page-error.filter.js';
import { emailConfirmPage, emailUndoPage, forgotPage, magicLinkPage, resetPage } from './register.pages.js';
import { sendPage } from './send-page.js';
import { SignedIn } from './signed-in.js';

const token = z.string().trim().max(100);
const AskForm = z.object({ email: Email });
const ResetForm = z.object({ token, password: NewPassword });
const TokenForm = z.object({ token });

const MAILS = { name: 'mails', requests: 60, seconds: 600, per: 'address' } as const;
const TRIES = { name: 'confirm', requests: 60, seconds: 600, per: 'address' } as const;
/** Whether there is an account or not. */
const SENT = messagePage('Look into your mail', 'If there is an account with this address, a mail with a link is on its way.');

/** What the links in the mails do. */
@Injectable()
export class MailedLinks {
  constructor(
    readonly resets: PasswordResets,
    readonly magic: MagicLinks,
    readonly emails: ChangeEmail,
    readonly undo: UndoEmailChange,
  ) {}
}

/** The pages behind the links in the mails: GET shows a button, POST does it. */
@ApiExcludeController()
@Controller()
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class LinkPagesController {
  constructor(
    private readonly links: MailedLinks,
    private readonly browsers: BrowserBinding,
    private readonly signedIn: SignedIn,
    private readonly signIn: BrowserSignIn,
    private readonly csrf: Csrf,
  ) {}

  @Get('forgot')
  async forgot(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, forgotPage(this.csrf.token(request, reply)));
  }

  @Post('forgot')
  @HttpCode(200)
  @RateLimit(MAILS)
  async sendReset(@Body({ schema: AskForm }) { email }: z.output<typeof AskForm>, @Res() reply: FastifyReply): Promise<void> {
    await this.links.resets.ask(email);
    await sendPage(reply, SENT);
  }

  @Get('reset')
  async reset(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, resetPage(this.csrf.token(request, reply)));
  }

  @Post('reset')
  @HttpCode(200)
  @RateLimit(TRIES)
  async setPassword(@Body({ schema: ResetForm }) form: z.output<typeof ResetForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.links.resets.confirm(form.token, form.password, callerOf(request));
    await sendPage(reply, messagePage('Done', 'You have a new password. Sign in with it.'));
  }

  @Post('magic-link/ask')
  @HttpCode(200)
  @RateLimit(MAILS)
  async sendLink(@Body({ schema: AskForm }) { email }: z.output<typeof AskForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.links.magic.ask(email, this.browsers.bind(request, reply));
    await sendPage(reply, SENT);
  }

  @Get('magic-link')
  async magicLink(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, magicLinkPage(this.csrf.token(request, reply)));
  }

  @Post('magic-link')
  @HttpCode(200)
  @RateLimit(TRIES)
  async useLink(@Body({ schema: TokenForm }) form: z.output<typeof TokenForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const outcome = await this.links.magic.use(form.token, this.browsers.of(request), callerOf(request));
    await this.signIn.goOn(outcome, '/account', request, reply);
  }

  @Get('email/confirm')
  async emailConfirm(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, emailConfirmPage(this.csrf.token(request, reply)));
  }

  @Post('email/confirm')
  @HttpCode(200)
  @RateLimit(TRIES)
  async useAddress(@Body({ schema: TokenForm }) form: z.output<typeof TokenForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.of(request);
    await this.links.emails.confirm(account.id, form.token, callerOf(request));
    await reply.redirect('/account?done=email-changed', 303);
  }

  @Get('email/undo')
  async emailUndo(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, emailUndoPage(this.csrf.token(request, reply)));
  }

  @Post('email/undo')
  @HttpCode(200)
  @RateLimit(TRIES)
  async undo(@Body({ schema: TokenForm }) form: z.output<typeof TokenForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.links.undo.run(form.token, callerOf(request));
    await sendPage(reply, messagePage('It is yours again', html`Everybody is signed out. <a href="/forgot">Choose a new password</a> now.`));
  }
}
