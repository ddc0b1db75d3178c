import type { AttributeValue } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { scrub } from './secret-patterns.js';

/**
 * Takes secrets out of the spans that the instrumentations make: query strings of outgoing calls, literals in error messages. Put it before whatever keeps spans.
 */
export class RedactingProcessor implements SpanProcessor {
  onStart(): void {}

  // WHY: at the end rather than by each library's hooks: what is added last, such as the message of an error, is seen too.
  onEnd(span: ReadableSpan): void {
    clean(span.attributes);
    for (const { attributes } of span.events) if (attributes) clean(attributes);
    if (span.status.message) (span.status as { message: string }).message = cleanMessage(span.status.message);
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

function clean(attributes: Record<string, AttributeValue | undefined>): void {
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (typeof value !== 'string') continue;
    if (key === 'url.query') delete attributes[key];
    else if (key === 'url.full' || key === 'http.url' || key === 'http.target') attributes[key] = scrub(value.replace(/[?#].*$/s, ''));
    else attributes[key] = key.startsWith('exception.') ? cleanMessage(value) : scrub(value);
  }
}

/** PostgreSQL says what it could not read: `invalid input syntax for type uuid: "…"`. The code of the error is not at hand here. */
const cleanMessage = (message: string): string => scrub(message.replace(/(invalid input (?:syntax|value) for [^:\n]{1,100}: )"[^"\n]*"/g, '$1"[value]"'));
