import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { MethodNotAllowedError, toProblem } from '@roadmap/errors';
import { recordError } from '@roadmap/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RouteIndex } from './route-index.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Answers every error as `application/problem+json`, and logs those that are our fault. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteIndex,
    private readonly logger: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also called by Fastify itself, for requests that never reach a route. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const path = pathOf(request);
    const { problem, headers, unexpected } = toProblem(request.is404 ? this.#unmatched(request.method, path, error) : error, path);
    if (unexpected) {
      this.logger[problem.status === 503 ? 'warn' : 'error']({ err: error, code: problem.code }, problem.detail);
      recordError(error);
    }
    if (reply.sent || reply.raw.headersSent) return;
    // A response that failed half-way may have set headers that describe the body it did not send.
    for (const header of ['etag', 'location', 'content-type', 'content-length', 'cache-control']) reply.removeHeader(header);
    void reply.code(problem.status).headers({ ...SECURITY_HEADERS, ...headers, 'cache-control': 'no-store' }).type('application/problem+json').send(JSON.stringify(problem));
  }

  #unmatched(method: string, path: string, error: unknown): unknown {
    const allow = this.routes.methodsOf(path);
    if (allow.length === 0) return error;
    return new MethodNotAllowedError('method_not_allowed', `${method} is not possible here.`, { allow });
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? '/';
