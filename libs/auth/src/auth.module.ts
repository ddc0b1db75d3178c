import { type DynamicModule, Module, type ModuleMetadata, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { AuthConfig } from './auth.config.js';
import { AuthGuard } from './auth.guard.js';
import { AUTH_CONFIG, ROLE_PERMISSIONS, type RolePermissions } from './auth.tokens.js';
import { RemoteIssuer } from './remote-issuer.js';
import { TokenSource } from './token-source.js';
import { TokenVerifier } from './token-verifier.js';

export interface AuthOptions {
  /** What each role may do in this app. */
  permissions: RolePermissions;
  /** Only for an app that issues tokens itself: who knows its keys, and the modules that export it. */
  issuer?: { source: Type<TokenSource>; imports: NonNullable<ModuleMetadata['imports']> };
}

/** Puts the guard before every route of the app. */
@Module({})
export class AuthModule {
  static forRoot(config: AuthConfig, { permissions, issuer }: AuthOptions): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: issuer?.imports ?? [],
      providers: [
        { provide: AUTH_CONFIG, useValue: config },
        { provide: ROLE_PERMISSIONS, useValue: permissions },
        { provide: APP_GUARD, useClass: AuthGuard },
        issuer ? { provide: TokenSource, useExisting: issuer.source } : { provide: TokenSource, useClass: RemoteIssuer },
        TokenVerifier,
      ],
      exports: [TokenVerifier],
    };
  }
}
