import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { Registry } from 'prom-client';
export { Readiness, type ReadinessReport } from './readiness.js';
export const createLogger = (o: { service: string; level?: string; file?: string }): Logger => pino({ level: o.level });
export class Metrics { registry = new Registry(); }
export const createMetrics = (_s: string): Metrics => new Metrics();
export const measureRequests = (_f: FastifyInstance, _m: Metrics): void => {};
export const logRequests = (_f: FastifyInstance, _l: Logger): void => {};
export const traceRequests = (_f: FastifyInstance, _o: { ratio: number }): void => {};
export const runAsService = <T>(_s: string, fn: () => T): T => fn();
export class NestPinoLogger implements LoggerService {
  constructor(private readonly p: Logger) {}
  log(m: unknown) { this.p.info(m as string); }
  error(m: unknown) { this.p.error(m as string); }
  warn(m: unknown) { this.p.warn(m as string); }
}
