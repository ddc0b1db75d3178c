import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { AccessLine } from './access-line.js';
import { observeRequests } from './request-lifecycle.js';
import { pathOf } from './request-path.js';

export interface AccessLogOptions {
  /** Share of the lines, 0 to 1, that is written for requests that went well and are not recorded; 1 when absent. Errors are always written. */
  ratio?: number;
}

/** One line for each request: `info`, or `error` from status 500 on. The operations routes are silent. */
export function logRequests(fastify: FastifyInstance, logger: Logger, { ratio = 1 }: AccessLogOptions = {}): void {
  observeRequests(fastify, {
    onEnd: ({ route, startedAt, trace, span }, status, request, reply) => {
      if (status < 400 && !span && ratio < 1 && Math.random() >= ratio) return;
      const level = status >= 500 ? 'error' : 'info';
      if (!logger.isLevelEnabled(level)) return;
      const ms = Math.round((performance.now() - startedAt) * 1_000) / 1_000;
      logger[level](new AccessLine(trace, route.method, route.pattern, pathOf(request), status, ms, bytesOf(reply), request.id), 'request');
    },
  });
}

function bytesOf(reply: FastifyReply): number | undefined {
  const length = reply.getHeader('content-length');
  return length === undefined ? undefined : Number(length);
}
