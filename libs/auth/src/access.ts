import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiResponse } from '@nestjs/swagger';

/** Key of the metadata by which a route says who may call it. */
export const ACCESS = 'roadmap:access';

/** What a route may say. */
export type Access = { public: true } | { permission: string };

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** Anybody may call this route, signed in or not. */
export const Public = () => applyDecorators(SetMetadata(ACCESS, { public: true } satisfies Access), ApiExtension('x-access', 'public'));

/**
 * Callers need this permission, e.g. `todos:write`. Which roles have it is said in `AuthModule.forRoot`. A route that says neither this nor `@Public()`
 * is closed to everybody.
 */
export const RequirePermission = (permission: string) =>
  applyDecorators(
    SetMetadata(ACCESS, { permission } satisfies Access),
    ApiBearerAuth(),
    ApiExtension('x-access', permission),
    ApiResponse({ status: 401, ...problem('No token, or not a good one.') }),
    ApiResponse({ status: 403, ...problem('Signed in, and not allowed.') }),
  );
