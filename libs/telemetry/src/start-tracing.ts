import { createRequire } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { flushOnExit } from './flush-on-exit.js';
import { flushTelemetry } from './flush-telemetry.js';
import { redisStatement } from './redis-statement.js';
import { RedactingProcessor } from './redacting-processor.js';
import { RequestSampler } from './request-sampler.js';
import { ServiceResourceProcessor } from './service-context.js';
import { spanSinks } from './span-sinks.js';
import { TracePropagator } from './trace-propagator.js';

/** For one export with its retries: also the longest that a collector which is away can hold up the end of the process. */
const EXPORT_TIMEOUT_MS = 3_000;

const KEY = Symbol.for('@roadmap/telemetry/started');
const shared = globalThis as { [KEY]?: true };

/** Starts the SDK once per process. */
export function startTracing(env: NodeJS.ProcessEnv): void {
  if (shared[KEY] || env.OTEL_SDK_DISABLED?.toLowerCase() === 'true') return;
  shared[KEY] = true;

  // WHY: without a collector spans are not made at all, rather than made, kept for five seconds and refused by nobody's port 4318.
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT) spanSinks.add(new BatchSpanProcessor(new OTLPTraceExporter({ timeoutMillis: EXPORT_TIMEOUT_MS })));
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': env.OTEL_SERVICE_NAME ?? 'unknown', 'process.pid': process.pid }),
    autoDetectResources: false,
    sampler: new RequestSampler(spanSinks),
    textMapPropagator: new TracePropagator(),
    spanProcessors: [new ServiceResourceProcessor(), new RedactingProcessor(), spanSinks],
    // Empty, not absent: absent means exporters for metrics and logs to localhost:4318.
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      // Server spans come from `traceRequests`. Spans without a parent are polls and heartbeats.
      new HttpInstrumentation({ disableIncomingRequestInstrumentation: true, requireParentforOutgoingSpans: true }),
      new UndiciInstrumentation({ requireParentforSpans: true }),
      new PgInstrumentation({ requireParentSpan: true, enhancedDatabaseReporting: false, ignoreConnectSpans: true }),
      new IORedisInstrumentation({ requireParentSpan: true, dbStatementSerializer: redisStatement }),
    ],
  });
  sdk.start();
  loadPatched();
  flushOnExit(flushTelemetry);
}

/**
 * No loader hooks: all that is patched is CommonJS, so loading it once by `require` patches the one copy that ES modules get later.
 * pg and ioredis are optional peers of this package, so that this finds the copy of the libs that use them, however the program was started.
 */
function loadPatched(): void {
  const require = createRequire(import.meta.url);
  for (const name of ['node:http', 'node:https', 'pg', 'ioredis']) {
    try {
      require(name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
}
