import { isIP } from 'node:net';
import { PasskeysUnavailable } from './passkeys.errors.js';

/** Who we are to an authenticator. */
export interface RelyingParty {
  /** A passkey belongs to this name and is offered to no other site. */
  id: string;
  /** Where its pages are. */
  origin: string;
}

/**
 * TRAP: a passkey belongs to a name; browsers refuse to make one for an IP address. `http://127.0.0.1:3002` is the same machine as
 * `http://localhost:3002`, and there they work.
 *
 * @throws {PasskeysUnavailable} where the public address is any other IP address
 */
export function relyingParty(publicUrl: string): RelyingParty {
  const url = new URL(publicUrl);
  if (url.hostname === '127.0.0.1' || url.hostname === '[::1]') url.hostname = 'localhost';
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) throw new PasskeysUnavailable();
  return { id: url.hostname, origin: url.origin };
}
