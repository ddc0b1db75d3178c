import { Controller, type DynamicModule, Get, Module } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { authVariables, AuthModule, CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { readConfig } from '@roadmap/config';
import { defineApp, httpVariables } from '@roadmap/http';
import { startTestApp, type TestApp } from '@roadmap/testing';
import { z } from 'zod';
import type { AuthApp } from './app.js';
import { ISSUER } from './relying-party.js';

const Todos = z.object({ of: z.string() });

@Controller('todos')
class TodosController {
  @Get()
  @ApiOkResponse({ standardSchema: Todos })
  @RequirePermission('todos:read')
  list(@CurrentUser() user: Principal): { of: string } {
    return { of: user.id };
  }

  @Get('write')
  @ApiOkResponse({ standardSchema: Todos })
  @RequirePermission('todos:write')
  write(@CurrentUser() user: Principal): { of: string } {
    return { of: user.id };
  }
}

@Module({})
class ResourceModule {
  static forRoot(config: z.output<typeof variables>): DynamicModule {
    return {
      module: ResourceModule,
      imports: [AuthModule.forRoot(config, { permissions: { user: ['todos:read', 'todos:write'] } })],
      controllers: [TodosController],
    };
  }
}

const variables = z.object({ ...httpVariables(3999), ...authVariables });

const app = defineApp({ name: 'resource', title: 'Resource', description: 'An app that believes this issuer.', readConfig: (env) => readConfig(variables, env), module: ResourceModule });

/** An app as every other one, that believes the tokens of this issuer and reads its feed of revocations. */
export function startResource(auth: AuthApp): Promise<TestApp> {
  return startTestApp(app, { env: { AUTH_ISSUER: ISSUER, AUTH_JWKS_URL: `${auth.url}/jwks`, AUTH_REVOCATIONS_URL: `${auth.url}/v1/revocations` } });
}
