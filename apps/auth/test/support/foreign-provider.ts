import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Who the other provider says that somebody is. */
export interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
}

export interface ForeignProvider {
  issuer: string;
  /** Who is signed in there, in every browser. */
  person: Person;
  stop: () => Promise<void>;
}

/** Another OpenID provider, where people sign in and say yes to everything without being asked. */
export async function startForeignProvider(callback: string): Promise<ForeignProvider> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const foreign: ForeignProvider = { issuer, person: { sub: '1', email: 'a@example.com', email_verified: true }, stop: () => new Promise((resolve) => server.close(() => resolve())) };
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'us', client_secret: 'a-secret-between-the-two', redirect_uris: [callback] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a-key-of-the-other-provider'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...foreign.person }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ accountId: context.oidc.session?.accountId, clientId: 'us' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: foreign.person.sub } });
  });
  return foreign;
}
