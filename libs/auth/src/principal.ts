import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Who makes a request: the subject of a verified token. */
export interface Principal {
  /** `sub`: the owner of what they create. Opaque; at most 255 characters. */
  id: string;
  roles: readonly string[];
  /** What their roles may do in this app. */
  permissions: ReadonlySet<string>;
  /** `sid`: the session the token was issued in, where the issuer says it. */
  sessionId?: string;
  /** `amr`: how they proved who they are (RFC 8176), e.g. `['pwd', 'otp']`; empty where the issuer does not say. */
  amr: readonly string[];
  /** `auth_time`, in milliseconds since 1970: when they last did. */
  authenticatedAt?: number;
  /** `act.sub`: somebody else acts in their name (RFC 8693). */
  actor?: string;
}

/** The request as the guard leaves it. */
export interface AuthenticatedRequest {
  user?: Principal;
}

/** The caller, in a route that is not `@Public()`. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Principal | undefined => {
  return context.switchToHttp().getRequest<AuthenticatedRequest>().user;
});
