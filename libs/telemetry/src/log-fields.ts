import { isSpanContextValid, trace } from '@opentelemetry/api';

/** pino `mixin`: the ids of the active span, where there is one. */
export function activeTraceFields(): Record<string, string> {
  const context = trace.getActiveSpan()?.spanContext();
  return context && isSpanContextValid(context) ? { trace_id: context.traceId, span_id: context.spanId } : {};
}
