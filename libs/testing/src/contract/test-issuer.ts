import { createHmac, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Environment } from '@roadmap/config';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

const AUDIENCE = 'contract-kit';
const DAY_S = 24 * 3600;

interface Different {
  issuer?: string;
  audience?: string;
  type?: string;
  /** Seconds since 1970. */
  expires?: number;
  key?: CryptoKey | KeyObject;
}

/** An issuer with a key of its own and a JWKS endpoint. Owning the private key, it can also sign tokens that are wrong in one thing only. */
export class TestIssuer {
  private constructor(
    private readonly server: Server,
    private readonly keys: { privateKey: CryptoKey; publicKey: CryptoKey },
    readonly url: string,
  ) {}

  static async start(): Promise<TestIssuer> {
    const keys = await generateKeyPair('ES256', { extractable: true });
    const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'kit', alg: 'ES256' }] });
    const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(jwks));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestIssuer(server, keys, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  /** Makes an app believe this issuer and no other. */
  get env(): Environment {
    return { AUTH_ISSUER: this.url, AUTH_JWKS_URL: `${this.url}jwks`, AUTH_AUDIENCE: AUDIENCE };
  }

  /** @param now milliseconds since 1970, of the app's clock */
  token(claims: { sub: string; roles: string[] }, now: number, different: Different = {}): Promise<string> {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'kit', typ: different.type ?? 'at+jwt' })
      .setIssuer(different.issuer ?? this.url)
      .setAudience(different.audience ?? AUDIENCE)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(different.expires ?? Math.floor(now / 1000) + DAY_S)
      .sign(different.key ?? this.keys.privateKey);
  }

  /** Tokens of somebody with every right, each wrong in one thing, by what is wrong. */
  async forgeries(claims: { sub: string; roles: string[] }, now: number): Promise<Record<string, string>> {
    const good = await this.token(claims, now);
    const [, payload = '', signature = ''] = good.split('.');
    const { privateKey: strangersKey } = await generateKeyPair('ES256');
    const publicKeyText = await exportSPKI(this.keys.publicKey);
    const hmacInput = `${encode({ alg: 'HS256', kid: 'kit', typ: 'at+jwt' })}.${payload}`;
    return {
      'no token in it': '',
      'not a token': 'abc.def.ghi',
      'signed with another key': await this.token(claims, now, { key: strangersKey }),
      expired: await this.token(claims, now, { expires: Math.floor(now / 1000) - 60 }),
      'alg none': `${encode({ alg: 'none', kid: 'kit', typ: 'at+jwt' })}.${payload}.`,
      'HS256 with the public key as its secret': `${hmacInput}.${createHmac('sha256', publicKeyText).update(hmacInput).digest('base64url')}`,
      'of another issuer': await this.token(claims, now, { issuer: 'https://else.invalid/' }),
      'for another audience': await this.token(claims, now, { audience: 'somebody-else' }),
      'of another type': await this.token(claims, now, { type: 'JWT' }),
      'with other claims under its signature': `${good.split('.')[0]}.${encode({ ...claims, sub: 'somebody' })}.${signature}`,
    };
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
