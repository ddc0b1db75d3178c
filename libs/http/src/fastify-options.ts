import type { Socket } from 'node:net';
import { toProblem } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpConfig } from './http.config.js';
import type { ProblemFilter } from './problem.filter.js';

/** How Fastify is set up for every app. Limits are here because what has no limit is an open door. */
export function fastifyOptions(config: HttpConfig, filter: ProblemFilter) {
  return {
    // Nest middleware is not used by any app: hooks, guards and interceptors are.
    skipMiddie: true,
    bodyLimit: config.BODY_LIMIT_BYTES,
    // TRAP: `true` believes any X-Forwarded-For, and so any caller chooses its own address.
    trustProxy: config.TRUSTED_PROXIES === 0 ? false : (_address: string, hop: number) => hop < config.TRUSTED_PROXIES,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    // Requests on connections that live on are served while the server closes; they are told to go elsewhere by `Connection: close`.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be decoded never reaches a route, nor Nest.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => filter.answer(error, request, reply),
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => refuseConnection(error, socket),
  };
}

/** What is not even HTTP still gets a problem document, if anybody is there to read it. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const statusCode = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
  const { problem } = toProblem({ statusCode }, '');
  const body = JSON.stringify(problem);
  const head = [`HTTP/1.1 ${problem.status} ${problem.title}`, 'content-type: application/problem+json', `content-length: ${Buffer.byteLength(body)}`, 'connection: close'];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
