import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';

/** How many requests a caller has. */
export interface Quota {
  /** Routes with the same name share the quota. */
  name: string;
  requests: number;
  /** Length of the window in seconds; it begins with the first request. */
  seconds: number;
  /** Who is counted: the signed-in user, or the address for routes that anybody may call. */
  per: 'user' | 'address';
}

/** Key of the metadata that holds a route's {@link Quota}. */
export const QUOTA = 'roadmap:quota';

/**
 * Limits how often one caller may use a route. Answers carry `RateLimit` and `RateLimit-Policy`; beyond the quota it is a 429 with `Retry-After`.
 *
 * @example @RateLimit({ name: 'sandbox', requests: 300, seconds: 60, per: 'address' })
 */
export const RateLimit = (quota: Quota) =>
  applyDecorators(
    SetMetadata(QUOTA, quota),
    ApiExtension('x-rate-limit', { ...quota }),
    ApiResponse({
      status: 429,
      description: `More than ${quota.requests} requests in ${quota.seconds} s.`,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
