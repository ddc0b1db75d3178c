import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { AppError, UnauthenticatedError } from '@roadmap/errors';
import { decodeProtectedHeader } from 'jose';
import { LRUCache } from 'lru-cache';
import passport from 'passport';
import { Strategy, type VerifiedCallback } from 'passport-jwt';
import type { AuthConfig } from './auth.config.js';
import { AUTH_CONFIG, ROLE_PERMISSIONS, type RolePermissions } from './auth.tokens.js';
import type { Principal } from './principal.js';
import { type TokenIdentity, TokenSource } from './token-source.js';

interface Claims {
  sub?: unknown;
  exp?: unknown;
  nbf?: unknown;
  iat?: unknown;
  roles?: unknown;
  permissions?: unknown;
  sid?: unknown;
  ver?: unknown;
  amr?: unknown;
  auth_time?: unknown;
  act?: unknown;
}

interface Verified {
  principal: Principal;
  identity: TokenIdentity;
  /** Milliseconds since 1970. */
  expires: number;
}

/** Clocks of two machines may differ by this much. */
const LEEWAY_MS = 5_000;

/**
 * Turns a bearer token into the {@link Principal} it stands for: signature by a key of the issuer, algorithm, type, issuer, audience and times.
 *
 * WHY: a signature takes about 0.15 ms to check, as long as a whole read request, so verified tokens are remembered, in a bounded map, until they expire.
 */
@Injectable()
export class TokenVerifier {
  readonly #passport = new passport.Authenticator();
  readonly #verified = new LRUCache<string, Verified>({ max: 10_000 });

  constructor(
    @Inject(AUTH_CONFIG) private readonly config: AuthConfig,
    @Inject(ROLE_PERMISSIONS) private readonly rolePermissions: RolePermissions,
    private readonly clock: Clock,
    private readonly source: TokenSource,
  ) {
    // WHY: an Authenticator of our own. The global one knows strategies by name, and two apps in one process would overwrite each other's.
    this.#passport.use(
      new Strategy(
        {
          jwtFromRequest: ({ headers }: { headers: { authorization?: string } }) => tokenIn(headers.authorization),
          secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: KeyObject) => void) => {
            this.#keyOf(token).then((key) => done(null, key), done);
          },
          issuer: config.AUTH_ISSUER,
          audience: config.AUTH_AUDIENCE,
          algorithms: config.AUTH_ALGORITHMS,
          // The times are checked below, by the injected clock, for fresh and remembered tokens alike.
          ignoreExpiration: true,
          jsonWebTokenOptions: { ignoreNotBefore: true },
        } as never,
        (claims: Claims, done: VerifiedCallback) => done(null, claims),
      ),
    );
  }

  /** The caller of a request whose token was verified before; undefined asks for {@link verify}. */
  remembered(authorization: string): Principal | undefined {
    const known = this.#verified.get(authorization);
    if (!known) return undefined;
    if (known.expires > this.clock.now().getTime() && !this.source.isRevoked(known.identity)) return known.principal;
    this.#verified.delete(authorization);
    return undefined;
  }

  /** @throws {UnauthenticatedError} and says of a bad token only that it is bad */
  async verify(request: { headers: { authorization?: string } }): Promise<Principal> {
    const claims = await this.#authenticate(request);
    const verified = this.#read(claims);
    this.#verified.set(request.headers.authorization ?? '', verified);
    return verified.principal;
  }

  async #keyOf(token: string): Promise<KeyObject> {
    const header = decodeProtectedHeader(token);
    const type = header.typ?.toLowerCase().replace(/^application\//, '');
    if (!type || !this.config.AUTH_TOKEN_TYPES.some((one) => one.toLowerCase() === type)) throw badToken();
    if (!(this.config.AUTH_ALGORITHMS as string[]).includes(header.alg ?? '')) throw badToken();
    return this.source.findKey(header as never);
  }

  #authenticate(request: unknown): Promise<Claims> {
    return new Promise((resolve, reject) => {
      const done = (error: unknown, claims: Claims | false, info: unknown) => {
        if (claims) return resolve(claims);
        const cause = error ?? info;
        reject(cause instanceof AppError ? cause : badToken(cause));
      };
      this.#passport.authenticate('jwt', { session: false }, done)(request as never, {} as never, reject);
    });
  }

  #read(claims: Claims): Verified {
    const { sub, exp, nbf, iat, roles } = claims;
    const now = this.clock.now().getTime();
    if (!isSubject(sub) || !Number.isFinite(exp) || ![nbf, iat].every((time) => time === undefined || Number.isFinite(time))) throw badToken();
    const expires = Number(exp) * 1000;
    if (expires <= now) throw new UnauthenticatedError('token_expired', 'The token has expired. Sign in again.');
    if (nbf !== undefined && Number(nbf) * 1000 > now + LEEWAY_MS) throw badToken();
    if (claims.permissions !== undefined && !Array.isArray(claims.permissions)) throw badToken();
    const identity = { subject: sub, session: text(claims.sid), version: count(claims.ver), issuedAt: milliseconds(iat) };
    if (this.source.isRevoked(identity)) throw new UnauthenticatedError('token_revoked', 'The token was taken back. Sign in again.');
    const known = texts(roles).filter((role) => Object.hasOwn(this.rolePermissions, role));
    const granted = known.flatMap((role) => this.rolePermissions[role] ?? []);
    // A token may be weaker than its owner, and never stronger: `permissions` only takes away.
    const permissions = new Set(claims.permissions === undefined ? granted : granted.filter((one) => texts(claims.permissions).includes(one)));
    const principal: Principal = {
      id: sub,
      roles: known,
      permissions,
      sessionId: identity.session,
      amr: texts(claims.amr),
      authenticatedAt: milliseconds(claims.auth_time),
      actor: text((claims.act as { sub?: unknown } | undefined)?.sub),
    };
    return { principal, identity, expires };
  }
}

/** Longer than any token of an issuer, and short enough that 10,000 remembered ones are no burden. */
const MAX_TOKEN_LENGTH = 4_096;

/** TRAP: passport-jwt's own extractor is content with a token somewhere in the header; each such spelling would be remembered by itself. */
const tokenIn = (authorization = ''): string | null =>
  authorization.length > MAX_TOKEN_LENGTH ? null : (/^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1] ?? null);

/** What can be stored as an owner: PostgreSQL's text takes neither a NUL nor half a surrogate pair. */
const isSubject = (sub: unknown): sub is string => typeof sub === 'string' && sub !== '' && sub.length <= 255 && !sub.includes('\0') && sub.isWellFormed();

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const count = (value: unknown): number | undefined => (Number.isInteger(value) ? (value as number) : undefined);
const milliseconds = (seconds: unknown): number | undefined => (typeof seconds === 'number' ? seconds * 1000 : undefined);

const badToken = (cause?: unknown) => new UnauthenticatedError('invalid_token', 'The token is not good. Sign in again.', { cause });
