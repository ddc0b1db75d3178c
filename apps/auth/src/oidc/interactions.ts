import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Interaction } from 'oidc-provider';
import { callerOf } from '../caller/caller.js';
import type { LiveSession } from '../sessions/sessions.service.js';
import { Authorizations } from './authorizations.js';
import { ForeignInteraction } from './interactions.errors.js';
import { OidcProvider } from './oidc-provider.js';

/** What the provider found missing, by the kinds of scope there are. */
interface Missing {
  missingOIDCScope?: string[];
  missingResourceScopes?: Record<string, string[]>;
}

/** The questions that the provider has for a person, and the answers. */
@Injectable()
export class Interactions {
  constructor(
    private readonly provider: OidcProvider,
    private readonly authorizations: Authorizations,
  ) {}

  /** @throws {ForeignInteraction} where this browser did not begin it, or it is over */
  async find(uid: string, request: FastifyRequest, reply: FastifyReply): Promise<Interaction> {
    try {
      const interaction = await this.provider.current.interactionDetails(request.raw, reply.raw);
      if (interaction.uid === uid) return interaction;
    } catch (error) {
      if ((error as Error).name !== 'SessionNotFound') throw error;
    }
    throw new ForeignInteraction();
  }

  async clientOf({ params }: Interaction): Promise<{ id: string; name: string }> {
    const id = String(params.client_id);
    return { id, name: (await this.provider.current.Client.find(id))?.clientName ?? id };
  }

  /** They were asked to show again who they are, and have not done so since. */
  isStale({ prompt, iat }: Interaction, { session }: LiveSession): boolean {
    const anew = prompt.reasons.some((reason) => ['login_prompt', 'max_age'].includes(reason));
    // TRAP: `iat` counts whole seconds. In the second of the question before and after look the same, and the safe answer is to ask.
    return anew && Math.floor(session.authenticatedAt.getTime() / 1000) <= iat;
  }

  /** @returns where to go on */
  signedIn({ session, account }: LiveSession, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const login = { accountId: account.id, amr: session.amr, ts: Math.floor(session.authenticatedAt.getTime() / 1000) };
    return this.provider.current.interactionResult(request.raw, reply.raw, { login }, { mergeWithLastSubmission: false });
  }

  /** @returns where to go on */
  async allowed(interaction: Interaction, by: LiveSession, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { Grant } = this.provider.current;
    const client = await this.clientOf(interaction);
    const known = interaction.grantId === undefined ? undefined : await Grant.find(interaction.grantId);
    const grant = known ?? new Grant({ accountId: by.account.id, clientId: client.id });
    const { missingOIDCScope = [], missingResourceScopes = {} } = interaction.prompt.details as Missing;
    if (missingOIDCScope.length > 0) grant.addOIDCScope(missingOIDCScope.join(' '));
    for (const [resource, scopes] of Object.entries(missingResourceScopes)) grant.addResourceScope(resource, scopes.join(' '));
    const grantId = await grant.save();
    if (!known) await this.authorizations.begin({ grantId, client, by, caller: callerOf(request) });
    return this.provider.current.interactionResult(request.raw, reply.raw, { consent: { grantId } });
  }

  /** @returns where to go on */
  denied(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const result = { error: 'access_denied', error_description: 'They did not allow it.' };
    return this.provider.current.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false });
  }

  /** What is asked for. */
  scopesOf({ prompt }: Interaction): string[] {
    const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as Missing;
    return [...new Set([...missingOIDCScope, ...Object.values(missingResourceScopes).flat()])];
  }
}
