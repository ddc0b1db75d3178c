import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ForbiddenError, UnauthenticatedError } from '@roadmap/errors';
import { ACCESS, type Access } from './access.js';
import type { AuthenticatedRequest, Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

type Request = AuthenticatedRequest & { headers: { authorization?: string } };

/** Stands before every route of an app, and is closed where a route does not say who may call it. */
@Injectable()
export class AuthGuard implements CanActivate {
  private readonly logger = new Logger(AuthGuard.name);

  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: TokenVerifier,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [context.getHandler(), context.getClass()]);
    if (!access) {
      this.logger.error(`${context.getClass().name}.${context.getHandler().name} says neither @Public() nor @RequirePermission(): it is closed.`);
      throw new ForbiddenError('closed', 'Nobody may call this route.');
    }
    if ('public' in access) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization } = request.headers;
    if (!authorization) throw new UnauthenticatedError('token_required', 'Send a bearer token in the Authorization header.');
    const remembered = this.tokens.remembered(authorization);
    if (remembered) return admit(request, remembered, access.permission);
    return this.tokens.verify(request).then((principal) => admit(request, principal, access.permission));
  }
}

function admit(request: Request, principal: Principal, permission: string): true {
  if (!principal.permissions.has(permission)) throw new ForbiddenError('permission_missing', `This needs the permission ${permission}.`);
  request.user = principal;
  return true;
}
