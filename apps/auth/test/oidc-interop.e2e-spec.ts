import * as oauth from 'oauth4webapi';
import * as client from 'openid-client';
import { type AuthApp } from './support/app.js';
import { authorize, browserOf, ISSUER, RESOURCE, SERVER, SPA, startProvider } from './support/relying-party.js';

let auth: AuthApp;
/** The issuer's address leads to where the test's server listens. */
let toServer: (url: string, init?: object) => Promise<Response>;
beforeAll(async () => {
  auth = await startProvider();
  toServer = (url, init) => fetch(url.replace(ISSUER, auth.url), init as RequestInit);
});
afterAll(() => auth.stop());

describe('Certified clients of other makers sign in', () => {
  it('openid-client: discovery, code and PKCE, ID token, userinfo, refresh, revocation', async () => {
    const { id, email } = await auth.account();
    const options = { execute: [client.allowInsecureRequests], [client.customFetch]: toServer as client.CustomFetch };
    const config = await client.discovery(new URL(ISSUER), SERVER.id, SERVER.secret, client.ClientSecretBasic(SERVER.secret), options);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: SERVER.callback,
      scope: 'openid email offline_access',
      prompt: 'consent',
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: expectedState,
      nonce: expectedNonce,
    });
    const answer = await authorize(browserOf(auth), url.href, email);

    const tokens = await client.authorizationCodeGrant(config, new URL(`${SERVER.callback}?${answer}`), { pkceCodeVerifier, expectedState, expectedNonce });
    expect(tokens.claims()).toMatchObject({ sub: id, aud: SERVER.id });
    expect(await client.fetchUserInfo(config, tokens.access_token, id)).toMatchObject({ sub: id, email, email_verified: true });

    const next = await client.refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect((await client.tokenIntrospection(config, next.refresh_token ?? '')).active).toBe(true);
    await client.tokenRevocation(config, next.refresh_token ?? '');
    expect((await client.tokenIntrospection(config, next.refresh_token ?? '')).active).toBe(false);
    await expect(client.refreshTokenGrant(config, next.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('oauth4webapi: a public client, with a pushed request, for a token of another app', async () => {
    const { id, email } = await auth.account();
    const options = { [oauth.allowInsecureRequests]: true, [oauth.customFetch]: toServer as never };
    const issuer = new URL(ISSUER);
    const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options));
    const spa: oauth.Client = { client_id: SPA.id, id_token_signed_response_alg: 'ES256' };
    const verifier = oauth.generateRandomCodeVerifier();
    const nonce = oauth.generateRandomNonce();
    const state = oauth.generateRandomState();
    const pushed = await oauth.pushedAuthorizationRequest(
      server,
      spa,
      oauth.None(),
      {
        redirect_uri: SPA.callback,
        response_type: 'code',
        scope: 'openid todos:read',
        resource: RESOURCE,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        nonce,
        state,
      },
      options,
    );
    const { request_uri } = await oauth.processPushedAuthorizationResponse(server, spa, pushed);
    const url = `${server.authorization_endpoint}?${new URLSearchParams({ client_id: SPA.id, request_uri }).toString()}`;
    const answer = oauth.validateAuthResponse(server, spa, await authorize(browserOf(auth), url, email), state);

    const response = await oauth.authorizationCodeGrantRequest(server, spa, oauth.None(), answer, SPA.callback, verifier, options);
    const tokens = await oauth.processAuthorizationCodeResponse(server, spa, response, { expectedNonce: nonce, requireIdToken: true });
    expect(oauth.getValidatedIdTokenClaims(tokens)?.sub).toBe(id);

    // RFC 9068, as its author's library checks it.
    const request = new Request('https://api.example/', { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const claims = await oauth.validateJwtAccessToken(server, request, 'backend-roadmap', options);
    expect(claims).toMatchObject({ sub: id, client_id: SPA.id, permissions: ['todos:read'] });
  });
});
