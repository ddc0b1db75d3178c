import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiHeader, ApiResponse } from '@nestjs/swagger';
import { PreconditionFailedError, PreconditionRequiredError } from '@roadmap/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { problemResponse } from './openapi-problem.js';

/**
 * The version a writer has seen, from `If-Match`. It is the row's version in quotes: `"7"`.
 *
 * WHY: a number that the database counts, and not a hash of the JSON, which changes when a field is added to the serialisation.
 */
export class ExpectedVersion {
  private constructor(private readonly tags: string[]) {}

  /** Where a version travels in a body; without one, any will do. */
  static of(version?: number): ExpectedVersion {
    return new ExpectedVersion([version === undefined ? '*' : etag(version)]);
  }

  static parse(header: string): ExpectedVersion {
    return new ExpectedVersion(header.split(',').map((tag) => tag.trim()));
  }

  /** @throws {PreconditionFailedError} unless `version` is among those the writer has seen; `*` is content with any */
  check(version: number): void {
    // TRAP: If-Match compares strongly, so W/"7" does not match "7".
    if (!this.tags.includes('*') && !this.tags.includes(etag(version))) {
      throw new PreconditionFailedError('version_conflict', 'Somebody changed this since you read it. Read it again and repeat your change.');
    }
  }
}

const etag = (version: number): string => `"${version}"`;

/** The parsed `If-Match` header; 428 where it is missing. Put `@NeedsIfMatch()` on the route beside it. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): ExpectedVersion => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) {
    throw new PreconditionRequiredError('if_match_required', 'Say which version you change: send If-Match with the ETag you read.', {
      errors: [{ pointer: '#header/if-match', detail: 'is required' }],
    });
  }
  return ExpectedVersion.parse(header);
});

/** Documents a write that needs `If-Match`. */
export const NeedsIfMatch = () =>
  applyDecorators(
    ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the version you change.', schema: { type: 'string', example: '"1"' } }),
    ApiResponse(problemResponse(412)),
    ApiResponse(problemResponse(428)),
  );

/**
 * Sends the version of `@Versioned()` answers as `ETag`, and answers 304 where the reader has it.
 *
 * WHY: a hook of Fastify and no interceptor of Nest, which would put every answer through an observable.
 */
export function sendEtags(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, body, done) => {
    if (!(request.routeOptions.config as { versioned?: boolean }).versioned || reply.statusCode >= 300) return done(null, body);
    const tag = etag((body as { version: number }).version);
    void reply.header('etag', tag);
    if (['GET', 'HEAD'].includes(request.method) && isKnown(request.headers['if-none-match'], tag)) void reply.code(304);
    done(null, body);
  });
}

/** Whether `If-None-Match` names this ETag. It compares weakly, so W/"7" matches "7": a proxy that has compressed the answer marks its tag like that. */
export function isKnown(header: string | undefined, tag: string): boolean {
  if (!header) return false;
  return header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}

/** The answer has a `version`: it is sent as `ETag`, and a GET with a matching `If-None-Match` is answered 304. */
export const Versioned = () => applyDecorators(RouteConfig({ versioned: true }), ApiExtension('x-etag', true));
