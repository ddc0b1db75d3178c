import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { toProblem } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InsufficientAuthentication } from './step-up.errors.js';

/** The problem that every app answers, with the challenge of RFC 9470 in place of a bare `Bearer`. */
@Catch(InsufficientAuthentication)
export class InsufficientAuthenticationFilter implements ExceptionFilter<InsufficientAuthentication> {
  catch(error: InsufficientAuthentication, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { url } = host.switchToHttp().getRequest<FastifyRequest>();
    const { problem } = toProblem(error, url.split('?', 1)[0] ?? '/');
    void reply
      .code(problem.status)
      .headers({ 'www-authenticate': error.challenge, 'cache-control': 'no-store' })
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  }
}
