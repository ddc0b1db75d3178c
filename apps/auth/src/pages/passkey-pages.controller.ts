import { Body, Controller, HttpCode, Injectable, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FormGuard } from '../browser/form.guard.js';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { callerOf } from '../caller/caller.js';
import { ManagePasskeys } from '../passkeys/manage-passkeys.js';
import { PasskeyRegistration } from '../passkeys/passkey-registration.js';
import { PasskeySignIn } from '../passkeys/passkey-sign-in.js';
import { Assertion, PasskeyName, Registration } from '../passkeys/passkeys.dto.js';
import { PasskeyNotMade, PasskeyRefused } from '../passkeys/passkeys.errors.js';
import { SignInWithPasskey } from '../passkeys/sign-in-with-passkey.js';
import { BrowserSignIn } from './browser-sign-in.js';
import { leadBack } from './lead-back.js';
import { PageErrorFilter } from './page-error.filter.js';
import { SignedIn } from './signed-in.js';

/** The browser on the other side. */
@Injectable()
export class PasskeyBrowser {
  constructor(
    readonly binding: BrowserBinding,
    readonly signedIn: SignedIn,
    readonly signIn: BrowserSignIn,
  ) {}
}

const SignInForm = z.object({ response: Assertion, returnTo: z.string().max(2_000).default('/account') });
const AddForm = z.object({ response: Registration, name: PasskeyName });

/** What the script of the pages asks, by JSON: passkeys are the one thing that a form cannot do. */
@ApiExcludeController()
@Controller()
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class PasskeyPagesController {
  constructor(
    private readonly signIns: SignInWithPasskey,
    private readonly assertions: PasskeySignIn,
    private readonly registration: PasskeyRegistration,
    private readonly passkeys: ManagePasskeys,
    private readonly browser: PasskeyBrowser,
  ) {}

  @Post('login/passkey/options')
  @HttpCode(200)
  signInOptions(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.assertions.options(this.browser.binding.bind(request, reply));
  }

  @Post('login/passkey')
  @HttpCode(200)
  async signIn(@Body({ schema: SignInForm }) { response, returnTo }: z.output<typeof SignInForm>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const outcome = await this.signIns.run(this.browser.binding.of(request), response, callerOf(request));
    // A passkey is a whole sign-in. Were it ever not one, this must not open the door.
    if (outcome.kind !== 'signed-in') throw new PasskeyRefused();
    await this.browser.signIn.remember(outcome, request, reply);
    return { location: leadBack(returnTo) };
  }

  @Post('account/passkeys/options')
  @HttpCode(200)
  async addOptions(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { account } = await this.browser.signedIn.recently(request);
    return this.registration.options({ accountId: account.id, browserHash: this.browser.binding.bind(request, reply) }, account.email);
  }

  @Post('account/passkeys')
  @HttpCode(200)
  async add(@Body({ schema: AddForm }) { response, name }: z.output<typeof AddForm>, @Req() request: FastifyRequest) {
    const { account } = await this.browser.signedIn.recently(request);
    const binding = this.browser.binding.of(request);
    if (!binding) throw new PasskeyNotMade();
    await this.passkeys.add(account, binding, name, response, callerOf(request));
    return { location: '/account?done=passkey-added' };
  }
}
