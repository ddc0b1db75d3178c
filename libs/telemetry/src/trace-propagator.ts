import { type Context, isSpanContextValid, type TextMapSetter, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { unrecordedIn } from './trace-ids.js';

/** `traceparent`, also for requests that are not recorded: whoever is called then writes the same trace id into its log, and records nothing either. */
export class TracePropagator extends W3CTraceContextPropagator {
  override inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const span = trace.getSpanContext(context);
    const ids = span && isSpanContextValid(span) ? undefined : unrecordedIn(context);
    super.inject(ids ? trace.setSpanContext(context, ids) : context, carrier, setter);
  }
}
