import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's own log calls, `new Logger('Todos').warn('…')`, as lines of `logger`: the last string argument is the `context`. */
export class NestPinoLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.#write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  #write(level: Level, message: unknown, rest: unknown[]): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const details = [...rest];
    const fields: Record<string, unknown> = {};
    if (typeof details.at(-1) === 'string' && !isStack(details.at(-1))) fields.context = details.pop();
    const stack = details.findIndex(isStack);
    if (stack >= 0) fields.stack = details.splice(stack, 1)[0];
    const error = [message, ...details].find((one) => one instanceof Error);
    if (error) fields.err = error;
    const others = details.filter((one) => one !== undefined && one !== error);
    if (others.length > 0) fields.details = others;
    // WHY: no format string: a `%s` in a message is text, not a place to fill.
    if (message instanceof Error) this.logger[level](fields, '%s', message.message);
    else if (typeof message === 'object' && message !== null) this.logger[level]({ ...message, ...fields });
    else this.logger[level](fields, '%s', String(message));
  }
}

const isStack = (value: unknown): boolean => typeof value === 'string' && /\n\s+at /.test(value);
