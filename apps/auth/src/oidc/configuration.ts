import type { AccountClaims, ClientMetadata, Configuration, FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { errors } from 'oidc-provider';
import type { AuthAppConfig } from '../app.config.js';
import { render } from '../pages/page.js';
import { loggedOutPage, logoutPage, oidcErrorPage } from './oidc-pages.js';
import { resourceOf, resourceServer } from './resource.js';

const MINUTE = 60;
const DAY = 24 * 3600;

/** What does not come from the configuration of the app. */
export interface Parts extends Required<Pick<Configuration, 'adapter' | 'jwks' | 'findAccount' | 'extraTokenClaims'>> {
  policy: NonNullable<Configuration['interactions']>['policy'];
}

/**
 * The rules of the provider. What is not named is off: no implicit and no password grant, no registration of clients by themselves, no request objects.
 */
export function configuration(config: AuthAppConfig, { policy, ...parts }: Parts): Configuration {
  const secure = config.AUTH_PUBLIC_URL.startsWith('https:');
  const seconds = config.AUTH_ACCESS_TOKEN_SECONDS;
  const cookie = { httpOnly: true, sameSite: 'lax', secure, signed: true, path: '/' } as const;
  const prefix = secure ? '__Host-' : '';
  return {
    ...parts,
    clients: config.AUTH_CLIENTS as ClientMetadata[],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientBasedCORS: (_context, origin, client) => client.redirectUris?.some((uri) => new URL(uri).origin === origin) ?? false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    conformIdTokenClaims: true,
    rotateRefreshToken: true,
    scopes: ['openid', 'offline_access', 'email', 'roles'],
    claims: { openid: ['sub', 'auth_time', 'amr'], email: ['email', 'email_verified'], roles: ['roles'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['ES256', 'PS256', 'RS256'] },
    cookies: {
      keys: [config.AUTH_COOKIE_SECRET],
      names: { session: `${prefix}oidc-session`, interaction: `${prefix}oidc-interaction`, resume: `${prefix}oidc-resume` },
      long: cookie,
      short: cookie,
    },
    routes: {
      authorization: '/oidc/authorize',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      introspection: '/oidc/introspect',
      revocation: '/oidc/revoke',
      end_session: '/oidc/logout',
      pushed_authorization_request: '/oidc/request',
      jwks: '/jwks',
    },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}`, policy },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      introspection: { enabled: true, allowedPolicy: (_context, client, token) => token.clientId === client.clientId },
      backchannelLogout: { enabled: true },
      // Apps here do not check the proof: a token that claims to be bound to a key would be as good in a thief's hands.
      dPoP: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource, postLogoutSuccessSource: (context) => sendPage(context, render(loggedOutPage())) },
      resourceIndicators: {
        enabled: true,
        // Who asks for people's names gets a token for the userinfo endpoint, who asks for nothing of the kind one for the apps.
        defaultResource: (context) => (context.oidc.params?.scope as string | undefined)?.split(' ').includes('openid') ? (undefined as never) : resourceOf(config),
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== resourceOf(config)) throw new errors.InvalidTarget();
          return resourceServer(config);
        },
      },
    },
    ttl: {
      AccessToken: seconds,
      ClientCredentials: seconds,
      AuthorizationCode: MINUTE,
      IdToken: seconds,
      Interaction: 15 * MINUTE,
      RefreshToken: Math.min(14 * DAY, config.AUTH_SESSION_IDLE_SECONDS),
      // Anybody can begin one; before a sign-in it is not kept long.
      Session: (_context, session) => (session.accountId === undefined ? 15 * MINUTE : config.AUTH_SESSION_IDLE_SECONDS),
      Grant: config.AUTH_SESSION_SECONDS,
    },
    renderError: (context, { error, error_description }) => sendPage(context, render(oidcErrorPage(error, error_description))),
  };
}

/** The user of a token, as the provider sees one. */
export const toOidcAccount = (account: { id: string; email: string; emailVerifiedAt: Date | null; roles: string[] }): NonNullable<Awaited<ReturnType<FindAccount>>> => ({
  accountId: account.id,
  claims: (): AccountClaims => ({ sub: account.id, email: account.email, email_verified: account.emailVerifiedAt !== null, roles: account.roles }),
});

function logoutSource(context: KoaContextWithOIDC): void {
  const state = context.oidc.session?.state as { secret: string; postLogoutRedirectUri?: string };
  const back = state.postLogoutRedirectUri && URL.canParse(state.postLogoutRedirectUri) ? [new URL(state.postLogoutRedirectUri).origin] : [];
  sendPage(context, render(logoutPage(context.oidc.urlFor('end_session_confirm'), state.secret)), back);
}

/** The headers are those of `pages/send-page.ts`, which this answer does not go through. */
function sendPage(context: KoaContextWithOIDC, page: string, formsLeadTo: string[] = []): void {
  context.type = 'html';
  context.set({
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action ${["'self'", ...formsLeadTo].join(' ')}; frame-ancestors 'none'; base-uri 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
  });
  context.body = page;
}
