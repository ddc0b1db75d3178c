import { type Bindings, type LogFn, type Logger, pino } from 'pino';
import { AccessLine } from './access-line.js';
import { logDestination } from './log-destination.js';
import { activeTraceFields } from './log-fields.js';
import { redact } from './redact.js';
import { scrubLine } from './scrub-line.js';

export interface LoggerOptions {
  /** The app's name, on every line. */
  service: string;
  /** The least level that is written; `info` when absent. */
  level?: string;
  /** Where lines go; standard output when absent. */
  file?: string;
}

/**
 * A pino logger: one JSON object per line with ISO time, level by name, `service`, the active `trace_id` and `span_id`, and no secret in it. Lines are written within 100 ms;
 * `logger.flush()` does it at once.
 *
 * @example
 * const logger = createLogger({ service: 'todo', level: 'info' });
 * logger.error({ err, todoId }, 'the reminder was not sent');
 */
export function createLogger({ service, level = 'info', file }: LoggerOptions): Logger {
  const logger = pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: activeTraceFields,
      formatters: { level: (label) => ({ level: label }) },
      mixinMergeStrategy: mergeFields,
      // `redact` has made plain fields of every error, at any depth; pino's own serialiser would copy all properties of one.
      serializers: { err: (fields: unknown) => fields },
      hooks: { streamWrite: scrubLine, logMethod: neverThrow },
    },
    logDestination(file),
  );
  // TRAP: pino's `formatters.bindings` is for the root alone; what is bound to a child passes it by. Children inherit these two.
  const { child, setBindings } = logger;
  logger.child = function (this: Logger, bindings: Bindings, options?: object) {
    return child.call(this, redact(bindings), options);
  } as Logger['child'];
  logger.setBindings = function (this: Logger, bindings: Bindings) {
    setBindings.call(this, redact(bindings));
  };
  return logger;
}

/** WHY: here, before pino copies the fields with `Object.assign`, which runs their getters, and those may throw. */
function mergeFields(fields: object, trace: object): object {
  return fields instanceof AccessLine ? fields : Object.assign(trace, redact(fields));
}

/** A log call is not worth a failed request, whatever it is given (a revoked proxy, a getter called `msg` that throws). */
function neverThrow(this: Logger, args: Parameters<LogFn>, write: LogFn): void {
  try {
    write.apply(this, args);
  } catch (error) {
    reportUnreadable(() => write.call(this, '[unreadable log call] %s', error instanceof Error ? error.message : ''));
  }
}

function reportUnreadable(write: () => void): void {
  try {
    write();
  } catch {
    // The destination is closed: the process is about to end.
  }
}
