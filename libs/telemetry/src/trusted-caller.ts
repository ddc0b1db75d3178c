import type { FastifyRequest } from 'fastify';

const INSIDE = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)|^::1$|^f[cd][0-9a-f]{2}:|^fe80:/i;

/**
 * Whether a request comes from a neighbour: the connection is from this machine or a private network, and no proxy says that it carries somebody else's request.
 * WHY: a stranger who may set the sampled flag makes us record everything; a stranger who may set the trace id writes into the traces of others.
 */
export function isTrustedCaller({ raw, headers }: FastifyRequest): boolean {
  return INSIDE.test(raw.socket.remoteAddress ?? '') && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
