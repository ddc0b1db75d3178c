import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { scrub } from './secret-patterns.js';
import { serializeError } from './serialize-error.js';

/**
 * Puts an error on the active span (or on `span`), with the same care as in logs. For whoever turns errors into answers: Fastify's own hook sees only those that
 * nobody has caught.
 */
export function recordError(error: unknown, span: Span | undefined = trace.getActiveSpan()): void {
  if (!span?.isRecording()) return;
  const safe = serializeError(error);
  const { type, message, stack } = typeof safe === 'string' ? { type: 'Error', message: safe, stack: undefined } : safe;
  span.addEvent('exception', {
    'exception.type': type,
    'exception.message': scrub(message),
    ...(stack ? { 'exception.stacktrace': scrub(stack) } : {}),
  });
  span.setStatus({ code: SpanStatusCode.ERROR, message: scrub(message) });
}
