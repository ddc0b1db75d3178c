import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Cookies of our own: unread by scripts, not sent along by other sites' forms and, over https, with the prefix `__Host-`, by which the browser promises
 * that no other host and no plain connection has set them.
 *
 * @param secure false on plain http, which browsers and people should see on this machine alone
 */
export class Cookies {
  readonly #prefix: string;
  readonly #attributes: string;

  constructor(secure: boolean) {
    this.#prefix = secure ? '__Host-' : '';
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  }

  /** @returns undefined where there is none, or it is nothing that {@link set} could have set */
  read(request: Pick<FastifyRequest, 'headers'>, name: string): string | undefined {
    const wanted = `${this.#prefix}${name}=`;
    const found = request.headers.cookie?.split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(wanted));
    const value = found?.slice(wanted.length);
    return value && SHAPE.test(value) ? value : undefined;
  }

  /** @param value base64url */
  set(reply: FastifyReply, name: string, value: string, maxAgeSeconds: number): void {
    void reply.header('set-cookie', `${this.#prefix}${name}=${value}${this.#attributes}; Max-Age=${maxAgeSeconds}`);
  }

  clear(reply: FastifyReply, name: string): void {
    void reply.header('set-cookie', `${this.#prefix}${name}=${this.#attributes}; Max-Age=0`);
  }
}

const SHAPE = /^[A-Za-z0-9_-]{1,200}$/;
