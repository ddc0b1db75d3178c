import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, SetMetadata, UseFilters, UseGuards } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Principal } from '@roadmap/auth';
import { Clock } from '@roadmap/clock';
import { checkRecentAuth } from './recent-auth.js';
import { InsufficientAuthenticationFilter } from './insufficient-authentication.filter.js';
import type { RecentAuth } from './step-up.errors.js';

const RECENT_AUTH = 'auth:recent-auth';

@Injectable()
class RecentAuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly clock: Clock,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const asked = this.reflector.get<RecentAuth>(RECENT_AUTH, context.getHandler());
    checkRecentAuth(context.switchToHttp().getRequest<{ user: Principal }>().user, asked, this.clock.now());
    return true;
  }
}

/**
 * For what a stolen token must not be enough for: the caller has proved who they are within the last `seconds`, in all the ways of `amr`. Otherwise it is a
 * 401 that says how to get on (RFC 9470). Beside `@RequirePermission()`.
 *
 * @example @RequireRecentAuth(300, { amr: ['mfa'] })
 */
export const RequireRecentAuth = (seconds: number, { amr = [] }: { amr?: readonly string[] } = {}) =>
  applyDecorators(
    SetMetadata(RECENT_AUTH, { seconds, amr } satisfies RecentAuth),
    UseGuards(RecentAuthGuard),
    UseFilters(InsufficientAuthenticationFilter),
    ApiExtension('x-recent-auth', { seconds, amr }),
  );
