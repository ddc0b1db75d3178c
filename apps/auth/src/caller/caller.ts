import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** From where somebody calls: for throttling, the device list and the audit log. */
export interface Caller {
  ip: string;
  userAgent: string;
  /** What a browser that has signed in here before shows, see `KnownDevices`; not believed before it is checked. */
  device?: string;
}

/** The caller of a request; the address is the one that the configured number of proxies vouches for. */
export const callerOf = (request: FastifyRequest): Caller => ({
  ip: request.ip,
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
  device: /(?:^|;\s*)(?:__Host-)?device=([\w-]{1,200})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1],
});

/** The {@link Caller} of a route's request. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => callerOf(context.switchToHttp().getRequest<FastifyRequest>()));
