import { Body, Controller, Get, HttpCode, Injectable, Param, Post, Query, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Account } from '../accounts/account.entity.js';
import { Email } from '../accounts/email.js';
import { ActivityList } from '../audit/activity-list.js';
import { AuditLog } from '../audit/audit-log.js';
import { BrowserSessions } from '../browser/browser-sessions.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { callerOf } from '../caller/caller.js';
import { ChangeEmail } from '../email-change/change-email.js';
import { ManagePasskeys } from '../passkeys/manage-passkeys.js';
import { toView as toPasskey } from '../passkeys/passkeys.dto.js';
import { ManageSecondFactors } from '../second-factors/manage-second-factors.js';
import { toView as toSession } from '../sessions/sessions.dto.js';
import { type LiveSession, SessionsService } from '../sessions/sessions.service.js';
import { accountPage } from './account.pages.js';
import { PageErrorFilter } from './page-error.filter.js';
import { sendPage } from './send-page.js';
import { SignedIn } from './signed-in.js';

const Id = { schema: z.uuid() };
const Done = z.object({ done: z.string().max(40).optional() });
const EmailForm = z.object({ email: Email });

/** Sentences for what has been done; a notice is never taken from the address itself. */
const NOTICES: Record<string, string> = {
  'passkey-added': 'The passkey is ready. Next time it signs you in.',
  'passkey-removed': 'The passkey is gone.',
  'session-ended': 'That device is signed out.',
  'totp-removed': 'The authenticator app is removed.',
  'email-asked': 'The new address has mail. Open the link in it to confirm.',
  'email-changed': 'You have a new e-mail address.',
};

/** What the account page shows and changes. */
@Injectable()
export class AccountParts {
  constructor(
    readonly factors: ManageSecondFactors,
    readonly passkeys: ManagePasskeys,
    readonly sessions: SessionsService,
    readonly activity: ActivityList,
    readonly emails: ChangeEmail,
    readonly audit: AuditLog,
  ) {}
}

@ApiExcludeController()
@Controller('account')
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class AccountPagesController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly parts: AccountParts,
    private readonly signedIn: SignedIn,
    private readonly browsers: BrowserSessions,
    private readonly csrf: Csrf,
  ) {}

  @Get()
  async show(@Query({ schema: Done }) { done = '' }: z.output<typeof Done>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const live = await this.signedIn.of(request);
    const state = await this.#state(live);
    const notice = Object.hasOwn(NOTICES, done) ? NOTICES[done] : undefined;
    await sendPage(reply, accountPage({ csrf: this.csrf.token(request, reply), email: live.account.email, notice, ...state }));
  }

  @Post('logout')
  async logout(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.browsers.end(request, reply, callerOf(request));
    await reply.redirect('/login', 303);
  }

  @Post('sessions/:id/end')
  async endSession(@Param('id', Id) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.of(request);
    await this.#end(account, id, request);
    await reply.redirect('/account?done=session-ended', 303);
  }

  @Post('passkeys/:id/remove')
  async removePasskey(@Param('id', Id) id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request);
    await this.parts.passkeys.remove(account, id, callerOf(request));
    await reply.redirect('/account?done=passkey-removed', 303);
  }

  @Post('email')
  @HttpCode(200)
  async changeEmail(@Body({ schema: EmailForm }) { email }: z.output<typeof EmailForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request);
    await this.parts.emails.ask(account, email, callerOf(request));
    await reply.redirect('/account?done=email-asked', 303);
  }

  #end({ id: accountId }: Account, sessionId: string, request: FastifyRequest): Promise<void> {
    return transaction(this.dataSource, async (tx) => {
      const ended = await this.parts.sessions.revoke(tx, sessionId, 'ended', { accountId });
      if (ended) await this.parts.audit.record(tx, { event: 'session_ended', accountId, caller: callerOf(request) });
    });
  }

  async #state({ account: { id }, session }: LiveSession) {
    const { factors, passkeys, sessions, activity } = this.parts;
    const [factorsView, keys, live, { items }] = await Promise.all([factors.show(id), passkeys.list(id), sessions.list(id), activity.of(id, { limit: 8 })]);
    return { factors: factorsView, passkeys: keys.map(toPasskey), sessions: live.map((one) => toSession(one, session.id)), activity: items };
  }
}
