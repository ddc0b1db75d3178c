import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiResponse } from '@nestjs/swagger';
import { BadRequestError } from '@roadmap/errors';
import { problemResponse } from '@roadmap/http';
import type { FastifyRequest } from 'fastify';

/** The request's `Idempotency-Key`, undefined where there is none; 400 where it is not a usable one. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined => {
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new BadRequestError('invalid_idempotency_key', 'An Idempotency-Key is 1 to 200 visible ASCII characters.', {
      errors: [{ pointer: '#header/idempotency-key', detail: 'is not usable as a key' }],
    });
  }
  return key;
});

/** Documents a POST that takes an `Idempotency-Key`. */
export const Idempotent = () =>
  applyDecorators(
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'A value of your own choice; a repetition with it has no second effect.', schema: { type: 'string', maxLength: 200 } }),
    ApiExtension('x-idempotency', 'key'),
    ApiResponse(problemResponse(409)),
  );

/** Documents a POST that changes nothing when it is repeated, and so needs no key. */
export const RepeatsSafely = () => applyDecorators(ApiExtension('x-idempotency', 'natural'));
