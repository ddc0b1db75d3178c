import type { Attributes, Context, Link, SpanKind } from '@opentelemetry/api';
import { AlwaysOnSampler, ParentBasedSampler, type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/sdk-trace-base';
import type { SpanSinks } from './span-sinks.js';
import { unrecordedIn } from './trace-ids.js';

/**
 * Children follow their parent; a root is recorded, because `traceRequests` has already drawn lots before it makes one. While nobody wants spans, none is, and none
 * within a request that lost the draw.
 */
export class RequestSampler implements Sampler {
  readonly #parentBased = new ParentBasedSampler({ root: new AlwaysOnSampler() });

  constructor(private readonly sinks: SpanSinks) {}

  shouldSample(context: Context, traceId: string, name: string, kind: SpanKind, attributes: Attributes, links: Link[]): SamplingResult {
    if (this.sinks.empty || unrecordedIn(context)) return { decision: SamplingDecision.NOT_RECORD };
    return this.#parentBased.shouldSample(context, traceId, name, kind, attributes, links);
  }

  toString(): string {
    return 'RequestSampler';
  }
}
