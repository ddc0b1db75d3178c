import type { FastifyInstance } from 'fastify';
import Router, { type HTTPMethod } from 'find-my-way';

/**
 * Which methods exist on a path. Fastify routes by method first, so it answers 404 where HTTP wants 405 with `Allow`; this asks the same router
 * implementation the other way round.
 */
export class RouteIndex {
  readonly #router = Router();
  readonly #methods = new Set<HTTPMethod>();

  /** Call before any route is added. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat() as HTTPMethod[]) {
        if (one === 'OPTIONS' || this.#router.hasRoute(one, url)) continue;
        this.#methods.add(one);
        this.#router.on(one, url, () => undefined);
      }
    });
  }

  methodsOf(path: string): string[] {
    return [...this.#methods].filter((method) => this.#router.find(method, path) !== null).sort();
  }
}
