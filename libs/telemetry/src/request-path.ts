import type { FastifyRequest } from 'fastify';

/** The path as it came, without the query string, which is where secrets travel. */
export function pathOf(request: FastifyRequest): string {
  const url = request.raw.url ?? '/';
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
