import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { unrecordedIn } from './trace-ids.js';

/** pino `mixin`: the ids of the trace that is active, recorded or not. */
export function activeTraceFields(): Record<string, string> {
  const active = context.active();
  const ids = trace.getSpanContext(active) ?? unrecordedIn(active);
  return ids && isSpanContextValid(ids) ? { trace_id: ids.traceId, span_id: ids.spanId } : {};
}
