import type { FastifyRequest } from 'fastify';

/** A route as metrics, spans and access lines name it. */
export interface Route {
  /** One of {@link METHODS} or `OTHER`. */
  readonly method: string;
  /** The pattern, e.g. `/v1/todos/:id`; `unmatched` where no route was found. */
  readonly pattern: string;
  readonly matched: boolean;
  /** e.g. `GET /v1/todos/:id` */
  readonly name: string;
  /** Asked by machines every few seconds, of no interest to anybody: no line, no span, no measurement. */
  readonly silent: boolean;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OPERATIONS = new Set(['/livez', '/readyz', '/metrics']);

/** The label of every request that no route takes: what a stranger types into the address must not make a new time series. */
export const UNMATCHED = 'unmatched';

/** Routes by what the router found, each made once. */
export class Routes {
  readonly #byConfig = new WeakMap<object, Map<string, Route>>();

  of(request: FastifyRequest): Route {
    const { config } = request.routeOptions;
    let byMethod = this.#byConfig.get(config);
    if (!byMethod) this.#byConfig.set(config, (byMethod = new Map<string, Route>()));
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    let route = byMethod.get(method);
    if (!route) byMethod.set(method, (route = describe(method, request.is404 ? undefined : request.routeOptions.url)));
    return route;
  }
}

function describe(method: string, pattern: string | undefined): Route {
  const matched = pattern !== undefined && pattern !== '*' && pattern !== '/*';
  return {
    method,
    pattern: matched ? pattern : UNMATCHED,
    matched,
    name: matched ? `${method} ${pattern}` : method,
    silent: matched && OPERATIONS.has(pattern),
  };
}
