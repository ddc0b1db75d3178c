import type { SpanContext } from '@opentelemetry/api';

/**
 * The fields of an access line. A class rather than an object made in place, since every line then has the same shape, and since the logger knows it: what is
 * here is flat and our own, and is written without being walked through for secrets.
 */
export class AccessLine {
  readonly trace_id: string | undefined;
  readonly span_id: string | undefined;

  constructor(
    // WHY: given by hand. When the last byte leaves, the context of the request is not always the active one.
    trace: SpanContext | undefined,
    readonly method: string,
    readonly route: string,
    readonly path: string,
    readonly status: number,
    /** Milliseconds, to the microsecond. */
    readonly ms: number,
    /** Length of the body, where it was known beforehand. */
    readonly bytes: number | undefined,
    readonly request_id: string,
  ) {
    this.trace_id = trace?.traceId;
    this.span_id = trace?.spanId;
  }
}
