import type { Context } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Everybody who wants the spans of this process. The exporter is one; a test adds its own. */
export class SpanSinks implements SpanProcessor {
  readonly #sinks = new Set<SpanProcessor>();

  get empty(): boolean {
    return this.#sinks.size === 0;
  }

  add(sink: SpanProcessor): () => void {
    this.#sinks.add(sink);
    return () => void this.#sinks.delete(sink);
  }

  onStart(span: Span, parent: Context): void {
    for (const sink of this.#sinks) sink.onStart(span, parent);
  }

  onEnd(span: ReadableSpan): void {
    for (const sink of this.#sinks) sink.onEnd(span);
  }

  async forceFlush(): Promise<void> {
    await Promise.allSettled([...this.#sinks].map((sink) => sink.forceFlush()));
  }

  async shutdown(): Promise<void> {
    await Promise.allSettled([...this.#sinks].map((sink) => sink.shutdown()));
  }
}

const KEY = Symbol.for('@roadmap/telemetry/span-sinks');
const shared = globalThis as { [KEY]?: SpanSinks };

/** One for the process, however many copies of this module are loaded. */
export const spanSinks = (shared[KEY] ??= new SpanSinks());

/**
 * Sends every span of this process to `processor` too, from now on; returns a function that ends it. Needs `@roadmap/telemetry/register`.
 *
 * @example
 * const spans = new InMemorySpanExporter();
 * const remove = addSpanProcessor(new SimpleSpanProcessor(spans));
 */
export const addSpanProcessor = (processor: SpanProcessor): (() => void) => spanSinks.add(processor);
