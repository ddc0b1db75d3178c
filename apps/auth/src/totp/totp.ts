import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** RFC 4226 asks for 160 bits; more does not fit the authenticator apps. */
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;
/** Steps before and after the current one that are accepted: clocks differ, and people type slowly. */
const WINDOW = 1;

/** A new shared secret. */
export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** As people type it into an authenticator that has no camera. */
export const base32 = (secret: Buffer): string => toSecret(secret).base32;

/** What an authenticator app reads out of the QR code. */
export const totpUri = (secret: Buffer, email: string): string => totp(secret, email).toString();

/**
 * The time step (seconds since 1970 / 30) that a code belongs to, null where it belongs to none of those accepted now.
 *
 * TRAP: a code is good for a minute and a half, so "is it right?" is not enough: whoever looks over a shoulder could use it again. The caller stores the
 * step and accepts only later ones.
 */
export function stepOf(secret: Buffer, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / STEP_SECONDS) + delta;
}

const toSecret = (secret: Buffer): Secret => new Secret({ buffer: Uint8Array.from(secret).buffer });

const totp = (secret: Buffer, label = ''): TOTP =>
  new TOTP({ issuer: 'Backend Roadmap', label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret: toSecret(secret) });
