import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import { AppError, toProblem } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InsufficientAuthentication } from '../step-up/step-up.errors.js';
import { html } from './html.js';
import { sendPage } from './send-page.js';
import { NotSignedIn } from './signed-in.js';

/** Errors for people: who is not signed in (any more) is taken there and back, all else is a page that says what happened and quotes nothing. */
@Catch()
export class PageErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(PageErrorFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const path = request.url.split('?', 1)[0] ?? '/';
    const { problem, headers, unexpected } = toProblem(error, path);
    if (unexpected) this.logger.error(error);
    if (request.headers.accept === 'application/json') {
      return void reply.code(problem.status).headers(headers).type('application/problem+json').send(JSON.stringify(problem));
    }
    // To a page, and never to the route of a form, which cannot be opened again.
    const back = request.method === 'GET' ? path : '/account';
    if (error instanceof NotSignedIn) return void reply.redirect(`/login?returnTo=${encodeURIComponent(back)}`, 303);
    if (error instanceof InsufficientAuthentication) return void reply.redirect(`/login?again=1&returnTo=${encodeURIComponent(back)}`, 303);
    const wrong = error instanceof AppError ? (error.details.errors ?? []) : [];
    const body = html`${wrong.length > 0 && html`<ul>${wrong.map(({ pointer, detail }) => html`<li>${pointer.slice(1)}: ${detail}</li>`)}</ul>`}<p><a href="/login">To the sign-in</a></p>`;
    void reply.headers(headers);
    void sendPage(reply, { title: problem.title, error: problem.detail, body }, { status: problem.status });
  }
}
