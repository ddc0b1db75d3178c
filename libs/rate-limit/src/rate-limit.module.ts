import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RATE_LIMIT_OPTIONS, RateLimiter, type RateLimitOptions } from './rate-limiter.js';

/** Makes `@RateLimit()` work. Import it after `AuthModule`: guards run in the order of their modules. */
@Module({})
export class RateLimitModule {
  static forRoot(options: RateLimitOptions): DynamicModule {
    return {
      module: RateLimitModule,
      providers: [{ provide: RATE_LIMIT_OPTIONS, useValue: options }, RateLimiter, { provide: APP_GUARD, useClass: RateLimitGuard }],
    };
  }
}
