import { TraceFlags } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.js';
import { observeRequests, type RequestState } from './request-lifecycle.js';
import type { Route } from './routes.js';

/** Label sets per app. Each is 13 series, so the histogram stays below 1,700 whatever is thrown at the app. */
const MAX_LABEL_SETS = 120;

interface Labels {
  method: string;
  route: string;
  status: string;
}

/** Measures every request, also one whose client left: duration by method, route and status, and how many are under way. */
export function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const labels = new LabelSets();
  observeRequests(fastify, {
    onStart: () => void metrics.activeRequests++,
    onEnd: (state, status) => {
      metrics.activeRequests--;
      metrics.requestDuration.observe({
        labels: labels.of(state.route, status),
        value: (performance.now() - state.startedAt) / 1_000,
        exemplarLabels: exemplarOf(state),
      });
    },
  });
}

const NO_EXEMPLAR = {};
/** Only a recorded request: a link to a trace that nobody has kept helps nobody. */
const exemplarOf = ({ span, trace }: RequestState): Record<string, string> =>
  span && trace && trace.traceFlags & TraceFlags.SAMPLED ? { trace_id: trace.traceId } : NO_EXEMPLAR;

/** Label objects, each made once; when there are too many, the rest share a few. */
class LabelSets {
  readonly #byRoute = new Map<Route, Map<number, Labels>>();
  #count = 0;

  of(route: Route, status: number): Labels {
    let byStatus = this.#byRoute.get(route);
    if (!byStatus) this.#byRoute.set(route, (byStatus = new Map<number, Labels>()));
    let labels = byStatus.get(status);
    if (!labels) {
      labels = this.#count++ < MAX_LABEL_SETS ? { method: route.method, route: route.pattern, status: String(status) } : { method: 'OTHER', route: 'other', status: `${Math.floor(status / 100)}xx` };
      byStatus.set(status, labels);
    }
    return labels;
  }
}
