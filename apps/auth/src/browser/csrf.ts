import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ForbiddenError } from '@roadmap/errors';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { BrowserBinding } from '../browser-binding/browser-binding.js';
import { SecretBox } from '../secrets/secret-box.js';
import { sameBytes } from '../secrets/tokens.js';
import { ownOrigins } from './own-origins.js';

/** The form does not come from a page of ours. */
export class ForgedForm extends ForbiddenError {
  constructor() {
    super('forged_form', 'This form did not come from our page, or is too old. Open the page again.');
  }
}

/**
 * Tells our own forms from those of other sites, which a browser sends with our cookies all the same. Twice over: the browser says whose page it was
 * (`Origin`), and the form carries a value that belongs to this browser and that no other site can read.
 */
@Injectable()
export class Csrf {
  readonly #key: Buffer;
  readonly #origins: ReadonlySet<string>;

  constructor(
    private readonly browsers: BrowserBinding,
    @Inject(APP_CONFIG) { AUTH_PUBLIC_URL }: AuthAppConfig,
    box: SecretBox,
  ) {
    this.#key = box.key('csrf');
    this.#origins = ownOrigins(AUTH_PUBLIC_URL);
  }

  /** For the forms of a page that is about to be sent. */
  token(request: FastifyRequest, reply: FastifyReply): string {
    return this.#of(this.browsers.bind(request, reply)).toString('base64url');
  }

  /**
   * @throws {ForgedForm} also where there is no `Origin`: every browser of this decade sends one with a POST
   */
  check(request: FastifyRequest): void {
    const browser = this.browsers.of(request);
    const sent = request.headers['x-csrf-token'] ?? (request.body as { csrf?: unknown } | null)?.csrf;
    const ours = this.#origins.has(request.headers.origin ?? '');
    if (!ours || !browser || typeof sent !== 'string' || !sameBytes(Buffer.from(sent, 'base64url'), this.#of(browser))) throw new ForgedForm();
  }

  #of(browser: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(browser).digest();
  }
}
