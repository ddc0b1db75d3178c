import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@roadmap/clock';
import { SignJWT } from 'jose';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { KeyStore } from '../keys/key-store.js';

/** What an access token says. Nothing secret, and no address: whoever sees a token can read it. */
export interface AccessClaims {
  sub: string;
  roles: string[];
  /** The session, or whatever else can be revoked by itself. */
  sid?: string;
  /** `account.tokenVersion` */
  ver?: number;
  amr?: string[];
  /** When they last proved who they are. */
  authTime?: Date;
  /** Somebody else acts in their name (RFC 8693). */
  act?: { sub: string };
  /** Takes permissions away, and gives none. */
  permissions?: string[];
}

/** Makes access tokens as RFC 9068 describes them: short-lived, signed, readable by every app without asking here. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: KeyStore,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly clock: Clock,
  ) {}

  /** @param seconds how long it is good, where that is less than usual */
  sign({ authTime, ...claims }: AccessClaims, seconds = this.config.AUTH_ACCESS_TOKEN_SECONDS): Promise<string> {
    const { kid, privateKey } = this.keys.current();
    const now = seconds1970(this.clock.now());
    return new SignJWT({ ...claims, ...(authTime && { auth_time: seconds1970(authTime) }), client_id: 'first-party', jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid })
      .setIssuer(this.config.AUTH_PUBLIC_URL)
      .setAudience(this.config.AUTH_AUDIENCE)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + Math.min(seconds, this.config.AUTH_ACCESS_TOKEN_SECONDS))
      .sign(privateKey);
  }
}

const seconds1970 = (instant: Date): number => Math.floor(instant.getTime() / 1000);
