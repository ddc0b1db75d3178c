import type { FastifyRequest } from 'fastify';
import { interactionPolicy } from 'oidc-provider';
import type { BrowserSessions } from '../browser/browser-sessions.js';

/**
 * When somebody has to sign in, or to be asked.
 *
 * TRAP: the provider has a cookie of its own, which outlives a sign-out on our pages: the next person at this computer would be signed in everywhere as
 * the one before. So whoever is not signed in here is not signed in there, and whoever is signed in as another person is that other person.
 */
export function policy(browsers: BrowserSessions): interactionPolicy.DefaultPolicy {
  const { base, Check } = interactionPolicy;
  const prompts = base();
  const sameBrowserSession = new Check('browser_session', 'End-User authentication is required', 'login_required', async ({ oidc, req }) => {
    const accountId = oidc.session?.accountId;
    if (accountId === undefined) return Check.NO_NEED_TO_PROMPT; // said by the first check
    const live = await browsers.find(req as never as FastifyRequest);
    return live?.account.id === accountId ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  });
  prompts.get('login')?.checks.add(sameBrowserSession);
  return prompts;
}
