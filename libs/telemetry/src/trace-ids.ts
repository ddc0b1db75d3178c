import { randomFillSync } from 'node:crypto';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';

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

/** The value of the `traceresponse` header (W3C Trace Context level 2, draft). */
export const traceResponse = ({ traceId, spanId, traceFlags }: SpanContext): string => `00-${traceId}-${spanId}-${traceFlags & TraceFlags.SAMPLED ? '01' : '00'}`;
