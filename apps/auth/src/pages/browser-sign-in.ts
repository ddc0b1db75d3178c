import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrowserSessions } from '../browser/browser-sessions.js';
import { Csrf } from '../browser/csrf.js';
import { KnownDevices } from '../browser-binding/known-devices.js';
import type { Outcome } from '../login/login.service.js';
import { leadBack } from './lead-back.js';
import { secondFactorPage } from './login.pages.js';
import { sendPage } from './send-page.js';

/** What a browser is shown after a factor was right. */
@Injectable()
export class BrowserSignIn {
  constructor(
    private readonly browsers: BrowserSessions,
    private readonly devices: KnownDevices,
    private readonly csrf: Csrf,
  ) {}

  async goOn(outcome: Outcome, returnTo: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (outcome.kind === 'second-factor') {
      await sendPage(reply, secondFactorPage({ csrf: this.csrf.token(request, reply), returnTo }, outcome.challenge));
      return;
    }
    await this.remember(outcome, request, reply);
    await reply.redirect(leadBack(returnTo), 303);
  }

  /** Gives the browser the session. */
  async remember({ session, account }: Extract<Outcome, { kind: 'signed-in' }>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.browsers.start(request, reply, session.id);
    this.devices.remember(reply, account.email);
  }
}
