import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Who makes a request: the subject of a verified token. */
export interface Principal {
  /** `sub`: the owner of what they create. Opaque; at most 255 characters. */
  id: string;
  roles: readonly string[];
  /** What their roles may do in this app. */
  permissions: ReadonlySet<string>;
}

/** The request as the guard leaves it. */
export interface AuthenticatedRequest {
  user?: Principal;
}

/** The caller, in a route that is not `@Public()`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal | undefined => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().user;
});
