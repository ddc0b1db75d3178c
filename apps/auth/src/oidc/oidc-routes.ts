import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { OidcProvider } from './oidc-provider.js';

const PATHS = ['/oidc/*', '/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'];

/** Hands the protocol's addresses to the provider. */
@Injectable()
export class OidcRoutes implements OnModuleInit {
  readonly #issuer: URL;

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly provider: OidcProvider,
    @Inject(APP_CONFIG) { AUTH_PUBLIC_URL }: AuthAppConfig,
  ) {
    this.#issuer = new URL(AUTH_PUBLIC_URL);
  }

  onModuleInit(): void {
    const fastify = this.http.httpAdapter.getInstance<FastifyInstance>();
    void fastify.register(async (scope) => {
      // The provider reads bodies itself, under rules and limits of its own.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      for (const path of PATHS) scope.route({ method: ['GET', 'POST'], url: path, handler: (request, reply) => this.#hand(request, reply) });
    });
  }

  #hand(request: FastifyRequest, reply: FastifyReply): void {
    const { headers } = request.raw;
    // TRAP: the provider makes addresses of what the request says of its host. It is told ours, whatever the caller or a proxy wrote there.
    headers.host = this.#issuer.host;
    headers['x-forwarded-host'] = this.#issuer.host;
    headers['x-forwarded-proto'] = this.#issuer.protocol.slice(0, -1);
    headers['x-forwarded-for'] = request.ip;
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      // Its pages have a policy of their own, and its forms that send themselves could not.
      if (value !== undefined && name !== 'content-security-policy') reply.raw.setHeader(name, value);
    }
    this.provider.answer(request.raw, reply.raw);
  }
}
