import { SystemClock } from '@roadmap/clock';
import { importJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose';

/** `iss` of the demo issuer. Nothing listens there: its key is built in, and production refuses it. */
export const DEMO_ISSUER = 'https://issuer.demo.invalid/';

/** Stands for the built-in keys in `AUTH_JWKS_URL`. */
export const DEMO_JWKS = 'demo:jwks';

/**
 * WHY: a private key in the open. It lets a clone answer its first request without any set-up, and it opens nothing: apps believe it in development and
 * test alone, and refuse to start with it in production.
 */
const DEMO_KEY: JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: 'Pk0Hrpocfanu_1Eu1_FSXpnILvqtFYYeNmw_nRVaEbA',
  y: 'X5W_h7yTrxNQhYuiwvHJGld1II-rw8xEIqZezqVdOn8',
  d: 'xW5v2XHgWvcPCKbYc5rPTSC9eb8pDu7nsOfbg0GPVl8',
  alg: 'ES256',
  kid: 'demo',
};

/** The public half of the demo key. */
export function demoKeySet(): JSONWebKeySet {
  const { d: _, ...publicKey } = DEMO_KEY;
  return { keys: [publicKey] };
}

/** A person of the demo data. */
export interface DemoUser {
  /** `sub` of their tokens. */
  id: string;
  email: string;
  roles: string[];
}

/** Who the demo data belongs to, in every app. */
export const DEMO_USERS = {
  alice: { id: 'a11ce000-0000-4000-8000-000000000001', email: 'alice@example.com', roles: ['user'] },
  bob: { id: 'b0b00000-0000-4000-8000-000000000002', email: 'bob@example.com', roles: ['user'] },
  admin: { id: 'ad314000-0000-4000-8000-000000000003', email: 'admin@example.com', roles: ['user', 'admin'] },
} as const satisfies Record<string, DemoUser>;

/**
 * A bearer token of the demo issuer, good for eight hours.
 *
 * @param email of one of {@link DEMO_USERS}
 * @throws where there is no such demo user
 */
export async function demoToken(email: string, { now = new SystemClock().now().getTime() }: { now?: number } = {}): Promise<string> {
  const user = Object.values(DEMO_USERS).find((one) => one.email === email);
  if (!user) throw new Error(`There is no demo user ${email}. There are: ${Object.values(DEMO_USERS).map((one) => one.email).join(', ')}`);
  return signDemoToken({ sub: user.id, email: user.email, roles: [...user.roles] }, now);
}

/** Signs any claims with the demo key. For tests; a program wants {@link demoToken}. */
export async function signDemoToken(claims: { sub: string; roles: string[]; email?: string }, now: number): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'demo', typ: 'at+jwt' })
    .setIssuer(DEMO_ISSUER)
    .setAudience('backend-roadmap')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + 8 * 3600)
    .sign(await importJWK(DEMO_KEY, 'ES256'));
}
