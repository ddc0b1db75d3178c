import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { AuthConfig } from './auth.config.js';
import { AuthGuard } from './auth.guard.js';
import { AUTH_CONFIG, ROLE_PERMISSIONS, type RolePermissions } from './auth.tokens.js';
import { TokenVerifier } from './token-verifier.js';

/** Puts the guard before every route of the app. */
@Module({})
export class AuthModule {
  static forRoot(config: AuthConfig, { permissions }: { permissions: RolePermissions }): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      providers: [
        { provide: AUTH_CONFIG, useValue: config },
        { provide: ROLE_PERMISSIONS, useValue: permissions },
        { provide: APP_GUARD, useClass: AuthGuard },
        TokenVerifier,
      ],
      exports: [TokenVerifier],
    };
  }
}
