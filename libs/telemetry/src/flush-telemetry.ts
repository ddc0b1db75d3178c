import { flushLogs } from './log-destination.js';
import { spanSinks } from './span-sinks.js';

/**
 * Writes all log lines and sends all finished spans. To be awaited between the end of the drain and `process.exit()`: nothing can be sent after that.
 */
export async function flushTelemetry(): Promise<void> {
  flushLogs();
  await spanSinks.forceFlush();
}
