import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type GenerateKeyPairResult, type JWK, SignJWT } from 'jose';

export const ISSUER = 'https://issuer.test/';
export const NOW = Date.parse('2026-01-15T12:00:00Z');
const SECONDS = NOW / 1000;

/** A key pair with the id under which the issuer publishes it. */
export interface IssuerKey extends GenerateKeyPairResult {
  kid: string;
  alg: string;
  jwk: JWK;
  /** The public half as text, which attackers use as an HMAC secret. */
  pem: string;
}

export async function issuerKey(kid: string, alg = 'ES256'): Promise<IssuerKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { ...pair, kid, alg, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg }, pem: await exportSPKI(pair.publicKey) };
}

/** A token that is good, but for what the test changes; `undefined` takes a claim or header away. */
export function sign(key: IssuerKey, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const good = { iss: ISSUER, aud: 'backend-roadmap', sub: 'ana', roles: ['user'], iat: SECONDS, exp: SECONDS + 3600 };
  return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header } as never).sign(key.privateKey);
}

/** A token of any bytes, signed by whatever `signature` says. */
export const forge = (header: object, payload: unknown, signature: (input: string) => string = () => ''): string => {
  const input = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${signature(input)}`;
};

/** Publishes keys over HTTP, counts who asks, and can be broken. */
export class FakeIssuer {
  keys: IssuerKey[] = [];
  asked = 0;
  status = 200;
  readonly #server: Server = createServer((_request, response) => {
    this.asked++;
    response.writeHead(this.status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/jwks.json`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
