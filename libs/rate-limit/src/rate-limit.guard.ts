import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { TooManyRequestsError } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { QUOTA, type Quota } from './quota.js';
import { RateLimiter } from './rate-limiter.js';

/** Takes each request to a route with a quota out of its caller's. Runs after the guard that says who the caller is. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const quota = this.reflector.getAllAndOverride<Quota | undefined>(QUOTA, [context.getHandler(), context.getClass()]);
    if (!quota) return true;
    const http = context.switchToHttp();
    return this.#take(quota, http.getRequest<FastifyRequest & { user?: { id: string } }>(), http.getResponse<FastifyReply>());
  }

  async #take(quota: Quota, request: FastifyRequest & { user?: { id: string } }, reply: FastifyReply): Promise<boolean> {
    const caller = quota.per === 'user' ? request.user?.id : request.ip;
    const { allowed, remaining, resetSeconds } = await this.limiter.take(quota, caller ?? request.ip);
    // draft-ietf-httpapi-ratelimit-headers-07, the newest form that clients' parsers read
    reply.header('ratelimit-policy', `${quota.requests};w=${quota.seconds}`);
    reply.header('ratelimit', `limit=${quota.requests}, remaining=${remaining}, reset=${resetSeconds}`);
    if (!allowed) {
      throw new TooManyRequestsError('rate_limited', `This takes ${quota.requests} requests in ${quota.seconds} seconds. Wait a little.`, { retryAfter: resetSeconds });
    }
    return true;
  }
}
