import { createHmac } from 'node:crypto';
import { sameBytes } from '../secrets/tokens.js';

/** The parts of a refresh token: `<session>.<secret>.<mac>`. */
export interface RefreshToken {
  sessionId: string;
  secret: string;
}

const SHAPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})\.([\w-]{22})$/;

/**
 * Writes and reads refresh tokens.
 *
 * WHY: the MAC tells a token that was good once from one that never was, so no used token needs to be kept; and without it anybody who knows a session's
 * id, which is no secret, could pretend a theft and have the session ended.
 */
export class RefreshTokenCodec {
  constructor(private readonly key: Buffer) {}

  encode(token: RefreshToken): string {
    return `${token.sessionId}.${token.secret}.${this.#mac(token).toString('base64url')}`;
  }

  /** Null where it is not one of ours. */
  decode(text: string): RefreshToken | null {
    const [, sessionId, secret, mac] = SHAPE.exec(text) ?? [];
    if (!sessionId || !secret || !mac) return null;
    const token = { sessionId, secret };
    return sameBytes(Buffer.from(mac, 'base64url'), this.#mac(token)) ? token : null;
  }

  /**
   * The secret that follows. It is made from the one before, the app's key and a random salt in the database: whoever lost the answer and asks again can be
   * given the very same successor, and still no token is stored. Of the three each is needed.
   */
  successor(secret: string, salt: Buffer): string {
    return createHmac('sha256', this.key).update('successor').update(salt).update(secret).digest('base64url');
  }

  #mac({ sessionId, secret }: RefreshToken): Buffer {
    return createHmac('sha256', this.key).update('mac').update(`${sessionId}.${secret}`).digest().subarray(0, 16);
  }
}
