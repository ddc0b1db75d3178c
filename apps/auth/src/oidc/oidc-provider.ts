import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { transaction } from '@roadmap/database';
import type { FastifyRequest } from 'fastify';
import { type AccessToken, type Configuration, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { DataSource } from 'typeorm';
import { AccountsService } from '../accounts/accounts.service.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { BrowserSessions } from '../browser/browser-sessions.js';
import { KeyStore } from '../keys/key-store.js';
import { SessionsService } from '../sessions/sessions.service.js';
import { Authorizations } from './authorizations.js';
import { configuration, toOidcAccount } from './configuration.js';
import { OidcAdapter } from './oidc-adapter.js';
import { OidcRecords } from './oidc-records.js';
import { policy } from './policy.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the provider asks of the rest of the app. */
@Injectable()
export class OidcLookups {
  constructor(
    readonly accounts: AccountsService,
    readonly authorizations: Authorizations,
    readonly browsers: BrowserSessions,
    readonly records: OidcRecords,
    private readonly sessions: SessionsService,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async endSession(id: string): Promise<void> {
    await transaction(this.dataSource, (tx) => this.sessions.revoke(tx, id, 'signed out'));
  }
}

/** The OpenID provider. It keeps nothing in memory but its rules and keys, so it is made anew when the keys change. */
@Injectable()
export class OidcProvider implements OnModuleInit {
  private readonly logger = new Logger(OidcProvider.name);
  #provider: Provider;
  #answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly keys: KeyStore,
    private readonly lookups: OidcLookups,
  ) {}

  onModuleInit(): void {
    this.#renew();
    this.keys.onChange(() => this.#renew());
  }

  get current(): Provider {
    return this.#provider;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    void this.#answer(request, response);
  }

  #renew(): void {
    const { records, browsers } = this.lookups;
    const provider = new Provider(
      this.config.AUTH_PUBLIC_URL,
      configuration(this.config, {
        adapter: (model: string) => new OidcAdapter(model, records),
        jwks: this.keys.privateKeys() as NonNullable<Configuration['jwks']>,
        policy: policy(browsers),
        findAccount: async (_context, id, token) => {
          const grantId = (token as { grantId?: string } | undefined)?.grantId;
          if (grantId !== undefined && !(await this.lookups.authorizations.find(grantId))) return undefined;
          if ((token as { kind?: string } | undefined)?.kind === 'RefreshToken' && grantId !== undefined) await this.lookups.authorizations.keepAlive(grantId);
          const account = ID.test(id) ? await this.lookups.accounts.findById(id) : null;
          return account && !account.disabledAt ? toOidcAccount(account) : undefined;
        },
        extraTokenClaims: (_context, token) => this.#claimsOf(token as AccessToken),
      }),
    );
    // Believed, because `oidc-routes.ts` writes these headers itself.
    provider.proxy = true;
    provider.use((context, next) => this.#signOutHereToo(context as KoaContextWithOIDC, next));
    provider.on('server_error', (_context, error) => this.logger.error(error));
    this.#provider = provider;
    this.#answer = provider.callback();
  }

  /** What the apps behind this issuer look at; see `TokenVerifier`. */
  async #claimsOf({ accountId, grantId, scopes }: AccessToken): Promise<Record<string, unknown>> {
    // TRAP: `permissions` only takes away. Without it a client would have all that its user has.
    const permissions = [...(scopes ?? [])].filter((scope) => this.config.AUTH_CLIENT_SCOPES.includes(scope));
    const live = accountId !== undefined && grantId !== undefined ? await this.lookups.authorizations.find(grantId) : null;
    if (!live) return { roles: [], permissions };
    const { session, account } = live;
    const auth_time = Math.floor(session.authenticatedAt.getTime() / 1000);
    return { roles: account.roles, permissions, sid: session.id, ver: account.tokenVersion, amr: session.amr, auth_time };
  }

  /** Who signs out of everything by way of an app is signed out of our pages too. */
  async #signOutHereToo(context: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    await next();
    if (context.oidc?.route !== 'end_session_confirm' || context.status !== 303 || !context.oidc.params?.logout) return;
    const live = await this.lookups.browsers.find(context.req as never as FastifyRequest);
    if (live) await this.lookups.endSession(live.session.id);
  }
}
