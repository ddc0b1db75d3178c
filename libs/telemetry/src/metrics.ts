import { Gauge, Histogram, Registry } from 'prom-client';
import { processMetrics } from './process-metrics.js';

/** Seconds. The usual objectives (50, 100, 250, 500 ms, 1 s) are bounds, so that "faster than" can be read exactly. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * The metrics of one app: a registry of its own, since several apps share a process, with `service` on every series.
 *
 * @example
 * new Counter({ name: 'todos_created_total', help: 'Todos made.', registers: [metrics.registry] });
 */
export class Metrics {
  /** OpenMetrics text, the form that carries exemplars; Prometheus reads it as it reads its older form. */
  readonly registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  readonly requestDuration: Histogram<'method' | 'route' | 'status'>;
  /** How many requests are being worked on. */
  activeRequests = 0;

  constructor(service: string) {
    this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    this.registry.setDefaultLabels({ service });
    for (const metric of processMetrics()) this.registry.registerMetric(metric);
    this.requestDuration = new Histogram({
      name: 'http_server_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer; status 499: the client left before.',
      labelNames: ['method', 'route', 'status'],
      buckets: BUCKETS,
      enableExemplars: true,
      registers: [this.registry],
    });
    const count = (): number => this.activeRequests;
    new Gauge({
      name: 'http_server_active_requests',
      help: 'Requests that are being worked on.',
      registers: [this.registry],
      // WHY: counted by hand and read when scraped: prom-client hashes labels at every step.
      collect() {
        this.set(count());
      },
    });
  }
}

/** The metrics of the app `service`. */
export const createMetrics = (service: string): Metrics => new Metrics(service);
