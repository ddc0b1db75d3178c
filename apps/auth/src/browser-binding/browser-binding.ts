import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { Cookies } from '../browser/cookies.js';
import { hashToken, newToken } from '../secrets/tokens.js';

const NAME = 'browser';
const SECONDS = 24 * 3600;

/**
 * Recognises the browser that asked for a mail, by a random cookie that says nothing else.
 *
 * WHY: a link in a mail is also read by scanners, previews and whoever the mail is forwarded to. Bound to the browser that asked, it is good for that
 * browser alone.
 */
@Injectable()
export class BrowserBinding {
  readonly #cookies: Cookies;

  constructor(@Inject(APP_CONFIG) { AUTH_PUBLIC_URL }: AuthAppConfig) {
    this.#cookies = new Cookies(AUTH_PUBLIC_URL.startsWith('https:'));
  }

  /** The hash of this browser's cookie, which it is given where it has none. */
  bind(request: FastifyRequest, reply: FastifyReply): Buffer {
    const value = this.#cookies.read(request, NAME) ?? newToken();
    this.#cookies.set(reply, NAME, value, SECONDS);
    return hashToken(value);
  }

  /** The hash of this browser's cookie, if it has one. */
  of(request: FastifyRequest): Buffer | undefined {
    const value = this.#cookies.read(request, NAME);
    return value === undefined ? undefined : hashToken(value);
  }
}
