import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { Cookies } from '../browser/cookies.js';
import { SecretBox } from '../secrets/secret-box.js';
import { sameBytes } from '../secrets/tokens.js';

const NAME = 'device';
const SECONDS = 180 * 24 * 3600;
const NONCE_BYTES = 16;

/**
 * Browsers that have signed in to an account before (OWASP's device cookies).
 *
 * WHY: whoever guesses at an account from everywhere makes everybody wait who tries to sign in to it. A browser that its owner has used before does not
 * wait with them: it is counted by itself.
 */
@Injectable()
export class KnownDevices {
  readonly #cookies: Cookies;
  readonly #key: Buffer;

  constructor(@Inject(APP_CONFIG) { AUTH_PUBLIC_URL }: AuthAppConfig, box: SecretBox) {
    this.#cookies = new Cookies(AUTH_PUBLIC_URL.startsWith('https:'));
    this.#key = box.key('known-device');
  }

  /** After a sign-in. */
  remember(reply: FastifyReply, email: string): void {
    const nonce = randomBytes(NONCE_BYTES);
    this.#cookies.set(reply, NAME, Buffer.concat([nonce, this.#mac(nonce, email)]).toString('base64url'), SECONDS);
  }

  /** A name for the device, where it has signed in with this address before. */
  recognise(value: string | undefined, email: string): string | undefined {
    const bytes = Buffer.from(value ?? '', 'base64url');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    return sameBytes(bytes.subarray(NONCE_BYTES), this.#mac(nonce, email)) ? nonce.toString('hex') : undefined;
  }

  #mac(nonce: Buffer, email: string): Buffer {
    return createHmac('sha256', this.#key).update(nonce).update(email).digest();
  }
}
