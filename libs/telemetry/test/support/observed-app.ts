import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request, type RequestOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { fastify, type FastifyInstance } from 'fastify';
import { type AccessLogOptions, addSpanProcessor, createLogger, createMetrics, logRequests, measureRequests, type Metrics, type TraceOptions, traceRequests } from '../../src/index.js';
import '../../src/register.js';

export type LogLine = Record<string, unknown> & { msg: string };

export interface ObservedApp {
  fastify: FastifyInstance;
  metrics: Metrics;
  logger: ReturnType<typeof createLogger>;
  spans: () => ReadableSpan[];
  lines: () => Promise<LogLine[]>;
  /** Asks it over a real socket; listens when first asked. */
  request: (url: string, options?: { method?: string; headers?: Record<string, string> }) => Promise<Answer>;
  close: () => Promise<void>;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A Fastify with everything of this lib on it, whose spans and lines a test can read. */
export function observedApp(options: Partial<TraceOptions> & { log?: AccessLogOptions } = {}): ObservedApp {
  const file = join(tmpdir(), `telemetry-${randomUUID()}.log`);
  const logger = createLogger({ service: 'test', level: 'trace', file });
  const metrics = createMetrics('test');
  const exporter = new InMemorySpanExporter();
  const remove = addSpanProcessor(new SimpleSpanProcessor(exporter));
  const agent = new Agent({ keepAlive: true });
  const app = fastify({ disableRequestLogging: true, forceCloseConnections: true });
  traceRequests(app, { ratio: 1, ...options });
  measureRequests(app, metrics);
  logRequests(app, logger, options.log);
  return {
    fastify: app,
    metrics,
    logger,
    spans: () => exporter.getFinishedSpans(),
    lines: async () => {
      await new Promise((resolve) => logger.flush(resolve));
      const text = await readFile(file, 'utf8');
      return text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as LogLine);
    },
    request: async (url, options = {}) => {
      if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo;
      return ask({ host: '127.0.0.1', port, path: url, ...options, agent });
    },
    close: async () => {
      remove();
      agent.destroy();
      await app.close();
      await rm(file, { force: true });
    },
  };
}

const ask = (options: RequestOptions): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request(options, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      // A tick later: the server's own end of the same request.
      response.once('end', () => setImmediate(resolve, { status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .once('error', reject)
      .end();
  });
