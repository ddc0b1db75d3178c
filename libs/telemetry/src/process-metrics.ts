import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';

let metrics: Metric[] | undefined;

/**
 * prom-client's default Node metrics, collected once for the process and shown by every app in it.
 * WHY: each collection of its own would watch the event loop and the garbage collector once more, for the same figures.
 */
export function processMetrics(): Metric[] {
  if (!metrics) {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    metrics = registry.getMetricsAsArray().map(({ name }) => registry.getSingleMetric(name) as Metric);
  }
  return metrics;
}
