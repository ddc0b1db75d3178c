import type { FastifyInstance } from 'fastify';

/** Who may call from a page of another origin. */
export interface CorsPolicy {
  /** Origins that may call everything; their pages send a token in a header. */
  origins: string[];
  /** Path prefixes that a page of any origin may call. */
  openTo: string[];
}

const SHARED = { 'access-control-expose-headers': 'etag, location, retry-after, ratelimit, ratelimit-policy, traceresponse' };
const PREFLIGHT = { 'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE', 'access-control-max-age': '600' };

/**
 * Tells browsers which pages of other origins may read an answer. Nothing is allowed with credentials: tokens travel in a header and never in a cookie, so no page can
 * spend what its visitor's browser remembers.
 *
 * WHY: ours and not a plugin, because most requests come from no browser and need to pay for nothing but a look at one header.
 */
export function answerCors(fastify: FastifyInstance, { origins, openTo }: CorsPolicy): void {
  const listed = new Set(origins);
  fastify.addHook('onRequest', (request, reply, done) => {
    const isOpen = openTo.some((prefix) => request.url.startsWith(prefix));
    // TRAP: an answer that depends on a header must say so also where the header is missing, or a cache gives it to the wrong page.
    if (!isOpen) void reply.header('vary', 'Origin');
    const { origin, 'access-control-request-method': asked, 'access-control-request-headers': headers = '' } = request.headers;
    if (origin === undefined || !(isOpen || listed.has(origin))) return done();
    void reply.headers({ 'access-control-allow-origin': isOpen ? '*' : origin, ...SHARED });
    if (request.method !== 'OPTIONS' || asked === undefined) return done();
    void reply.code(204).headers({ ...PREFLIGHT, 'access-control-allow-headers': headers }).send();
  });
}
