import { json } from '@roadmap/config';
import { z } from 'zod';

const Url = z.url({ protocol: /^https?$/ }).refine((url) => !url.includes('#'), 'must have no fragment');

/** An app of somebody else's that people may sign in to through this one; the names are those of OpenID Connect Dynamic Client Registration. */
const Client = z.strictObject({
  client_id: z.string().min(1).max(100),
  client_name: z.string().min(1).max(100),
  /** Absent for apps that cannot keep one: pages, mobile apps. */
  client_secret: z.string().min(32).optional(),
  token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none']),
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).optional(),
  /** Compared as they are written, character by character. */
  redirect_uris: z.array(Url).default([]),
  post_logout_redirect_uris: z.array(Url).default([]),
  backchannel_logout_uri: Url.optional(),
  grant_types: z.array(z.enum(['authorization_code', 'refresh_token', 'client_credentials'])).default(['authorization_code']),
  response_types: z.array(z.literal('code')).default(['code']),
});

export const Clients = json.pipe(z.array(Client));

export type OidcClient = z.output<typeof Client>;

/** For a first look, on this machine. */
export const DEMO_CLIENTS = JSON.stringify([
  {
    client_id: 'demo-spa',
    client_name: 'Demo page',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://127.0.0.1:8080/callback'],
    post_logout_redirect_uris: ['http://127.0.0.1:8080/'],
    grant_types: ['authorization_code', 'refresh_token'],
  },
  {
    client_id: 'demo-server',
    client_name: 'Demo server',
    client_secret: 'demo-client-secret-for-development-only',
    token_endpoint_auth_method: 'client_secret_basic',
    redirect_uris: ['http://127.0.0.1:8081/callback'],
    post_logout_redirect_uris: ['http://127.0.0.1:8081/'],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  },
]);
