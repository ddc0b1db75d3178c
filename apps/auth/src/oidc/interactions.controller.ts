import { Controller, Get, Param, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction } from 'oidc-provider';
import { z } from 'zod';
import { BrowserSessions } from '../browser/browser-sessions.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { PageErrorFilter } from '../pages/page-error.filter.js';
import { sendPage } from '../pages/send-page.js';
import type { LiveSession } from '../sessions/sessions.service.js';
import { Interactions } from './interactions.js';
import { ForeignInteraction } from './interactions.errors.js';
import { consentPage, goOnPage } from './oidc-pages.js';

const Uid = z.string().regex(/^[\w-]{10,100}$/);

/** Where the OpenID provider sends a browser when a person has to do something: sign in, or say yes. */
@ApiExcludeController()
@Controller('interaction')
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class InteractionsController {
  constructor(
    private readonly interactions: Interactions,
    private readonly browsers: BrowserSessions,
    private readonly csrf: Csrf,
  ) {}

  @Get(':uid')
  async show(@Param('uid', { schema: Uid }) uid: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const interaction = await this.interactions.find(uid, request, reply);
    const live = await this.browsers.find(request);
    const here = encodeURIComponent(`/interaction/${uid}`);
    if (!live) return void reply.redirect(`/login?returnTo=${here}`, 303);
    if (interaction.prompt.name === 'consent') return this.#ask(interaction, live, request, reply);
    if (this.interactions.isStale(interaction, live)) return void reply.redirect(`/login?again=1&returnTo=${here}`, 303);
    const next = await this.interactions.signedIn(live, request, reply);
    // WHY: not a redirect. This may be where the sign-in form leads, and browsers hold a form's redirects to its page's policy, which knows no client.
    await sendPage(reply.header('refresh', `0; url=${next}`), goOnPage(next));
  }

  @Post(':uid/allow')
  async allow(@Param('uid', { schema: Uid }) uid: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const interaction = await this.interactions.find(uid, request, reply);
    const live = await this.browsers.find(request);
    // Who was asked must be who answers.
    if (!live || interaction.prompt.name !== 'consent' || interaction.session?.accountId !== live.account.id) throw new ForeignInteraction();
    await reply.redirect(await this.interactions.allowed(interaction, live, request, reply), 303);
  }

  @Post(':uid/deny')
  async deny(@Param('uid', { schema: Uid }) uid: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.interactions.find(uid, request, reply);
    await reply.redirect(await this.interactions.denied(request, reply), 303);
  }

  async #ask(interaction: Interaction, { account }: LiveSession, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (interaction.session?.accountId !== account.id) throw new ForeignInteraction();
    const { name } = await this.interactions.clientOf(interaction);
    const { origin } = new URL(String(interaction.params.redirect_uri));
    const scopes = this.interactions.scopesOf(interaction);
    const page = consentPage({ uid: interaction.uid, csrf: this.csrf.token(request, reply), client: name, origin, scopes, email: account.email });
    await sendPage(reply, page, { formsLeadTo: [origin] });
  }
}
