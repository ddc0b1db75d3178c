import { randomFillSync } from 'node:crypto';
import { type Context, createContextKey, type SpanContext, TraceFlags } from '@opentelemetry/api';

const pool = Buffer.allocUnsafe(24 * 256);
let used = pool.length;

/** Ids for a request that is not recorded, so that its log lines and its answer still name a trace. Random bytes are drawn 256 requests at a time. */
export function unrecorded(parent?: SpanContext): SpanContext {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += 24;
  return {
    traceId: parent?.traceId ?? pool.toString('hex', at, at + 16),
    spanId: pool.toString('hex', at + 16, at + 24),
    traceFlags: TraceFlags.NONE,
    traceState: parent?.traceState,
  };
}

const UNRECORDED = createContextKey('@roadmap/telemetry unrecorded');

/**
 * WHY: a key of our own and no span. An instrumentation that finds a span, recording or not, prepares all that a child of it would need; where it finds none it steps
 * aside, and nine of ten requests pay nothing for it.
 */
export const withUnrecorded = (context: Context, ids: SpanContext): Context => context.setValue(UNRECORDED, ids);

/** The ids that {@link withUnrecorded} has put there. */
export const unrecordedIn = (context: Context): SpanContext | undefined => context.getValue(UNRECORDED) as SpanContext | undefined;

/** The value of the `traceresponse` header (W3C Trace Context level 2, draft). */
export const traceResponse = ({ traceId, spanId, traceFlags }: SpanContext): string => `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
