import type { FastifyInstance } from 'fastify';

/**
 * What every answer tells a browser: take nothing from elsewhere, guess no types, show it in no frame of another site, tell nobody where you were.
 *
 * WHY: no Strict-Transport-Security. It binds a host and all below it, and means nothing over plain HTTP; whoever terminates TLS sends it.
 */
export const SECURITY_HEADERS = {
  // Inline styles are what the documentation page needs; inline scripts nobody does.
  'content-security-policy':
    "default-src 'self';base-uri 'self';form-action 'self';frame-ancestors 'self';img-src 'self' data:;object-src 'none';script-src 'self';script-src-attr 'none';style-src 'self' 'unsafe-inline'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
} as const;

/**
 * Sends them with every answer. A route may overwrite one with a stricter one.
 *
 * WHY: not Nest's `useSecurityHeaders`, which sets twelve headers one by one on the socket's response; here they travel with the others.
 */
export function sendSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(SECURITY_HEADERS);
    done();
  });
}
