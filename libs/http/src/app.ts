import { parse as parseForm } from 'node:querystring';
import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Clock, ClockModule, SystemClock } from '@roadmap/clock';
import type { Environment } from '@roadmap/config';
import { createLogger, createMetrics, flushTelemetry, logRequests, measureRequests, Metrics, nameProcess, NestPinoLogger, Readiness, runAsService, traceRequests } from '@roadmap/telemetry';
import { answerCors } from './cors.js';
import { Cursors } from './cursor.js';
import { fastifyOptions } from './fastify-options.js';
import type { HttpConfig } from './http.config.js';
import { documentApi } from './openapi.js';
import { serveOperations } from './operations.js';
import { sendEtags } from './precondition.js';
import { ProblemFilter } from './problem.filter.js';
import { RouteIndex } from './route-index.js';
import { sendSecurityHeaders } from './security-headers.js';
import { ValidationPipe } from './validation.pipe.js';

/** What an app says of itself; see {@link defineApp}. */
export interface AppDefinition<Config extends HttpConfig> {
  /** Its folder's name: also its `service.name` and the label on its metrics. */
  name: string;
  title: string;
  description: string;
  readConfig: (env: Environment) => Config;
  module: { forRoot: (config: Config) => DynamicModule };
  /** Has a page of its own at `/`; without one, visitors are sent to the documentation. */
  page?: boolean;
  /** Has pages with forms, and reads what they send. TRAP: a page of any origin may send a form, so such routes need a guard of their own. */
  forms?: boolean;
  /** Path prefixes that a page of any origin may call, without credentials. */
  openTo?: string[];
}

/** An app that can be started any number of times in one process, each time with its own environment. */
export interface App {
  name: string;
  start: (env: Environment, options?: StartOptions) => Promise<RunningApp>;
}

export interface StartOptions {
  /** Tests give their own. */
  clock?: Clock;
  /** No other app runs in this process. */
  alone?: boolean;
}

export interface RunningApp {
  name: string;
  /** Where it listens, e.g. `http://127.0.0.1:3001`. */
  url: string;
  nest: NestFastifyApplication;
  /** How long {@link close} may take before whoever called it ends the process by force, in milliseconds. */
  graceMs: number;
  /** Not ready from now on; what is in flight ends; then everything is closed. */
  close: () => Promise<void>;
}

/**
 * Makes an {@link App}: Nest on Fastify with the HTTP behaviour that every app shares, around the app's own module.
 *
 * @example
 * export const app = defineApp({ name: 'todo', title: 'To-do API', description: '…', readConfig: readTodoConfig, module: AppModule });
 */
export function defineApp<Config extends HttpConfig>(definition: AppDefinition<Config>): App {
  const { name } = definition;
  return {
    name,
    start: async (env, options = {}) => {
      const startHere = async () => start(definition, definition.readConfig(env), options);
      if (!options.alone) return runAsService(name, startHere);
      nameProcess(name);
      return startHere();
    },
  };
}

async function start<Config extends HttpConfig>(definition: AppDefinition<Config>, config: Config, { clock = new SystemClock() }: StartOptions): Promise<RunningApp> {
  const { name } = definition;
  const logger = createLogger({ service: name, level: config.LOG_LEVEL, file: config.LOG_FILE });
  const metrics = createMetrics(name);
  const readiness = new Readiness();
  const routes = new RouteIndex();
  const filter = new ProblemFilter(routes, logger);
  const adapter = new FastifyAdapter(fastifyOptions(config, filter));
  const fastify = adapter.getInstance();

  fastify.removeContentTypeParser('text/plain');
  if (definition.forms) fastify.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, parseForm(String(body))));
  routes.watch(fastify);
  const share = config.NODE_ENV === 'production' ? 0.1 : 1;
  traceRequests(fastify, { ratio: config.TRACE_SAMPLE_RATIO ?? share });
  measureRequests(fastify, metrics);
  logRequests(fastify, logger, { ratio: config.ACCESS_LOG_RATIO ?? share });
  serveOperations(fastify, metrics, readiness);
  sendSecurityHeaders(fastify);
  answerCors(fastify, { origins: config.CORS_ORIGINS, openTo: definition.openTo ?? [] });
  sendEtags(fastify);
  if (!definition.page) fastify.get('/', (_request, reply) => reply.redirect('/docs'));

  const shared = [
    { provide: Metrics, useValue: metrics },
    { provide: Readiness, useValue: readiness },
    { provide: Cursors, useValue: new Cursors(config.CURSOR_SECRET) },
  ];
  const root: DynamicModule = {
    module: RootModule,
    global: true,
    imports: [ClockModule.forRoot(clock), definition.module.forRoot(config)],
    providers: shared,
    exports: shared.map(({ provide }) => provide),
  };
  const nest = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: new NestPinoLogger(logger) satisfies LoggerService,
    abortOnError: false,
    // TRAP: Nest's own also read forms and plain text, which a page of any origin may send without asking; Fastify's JSON parser is all an API needs.
    bodyParser: false,
    forceCloseConnections: false,
  });
  nest.useGlobalPipes(new ValidationPipe());
  nest.useGlobalFilters(filter);
  try {
    documentApi(nest, definition, config.NODE_ENV !== 'test');
    await nest.listen({ port: config.PORT, host: config.HOST });
  } catch (error) {
    await nest.close(); // pools and timers are open by now, and nobody else knows of them
    throw error;
  }
  return { name, url: urlOf(nest), nest, graceMs: config.SHUTDOWN_GRACE_MS, close: once(() => drain(nest, readiness, config)) };
}

@Module({})
class RootModule {}

async function drain(nest: NestFastifyApplication, readiness: Readiness, config: HttpConfig): Promise<void> {
  readiness.drain();
  // WHY: a load balancer sends requests until it has seen that we are not ready, so we go on serving that long.
  await new Promise((resolve) => setTimeout(resolve, config.DRAIN_DELAY_MS));
  await nest.close();
  await flushTelemetry(); // the last spans and lines are about this very shutdown
}

function urlOf(nest: NestFastifyApplication): string {
  const address = nest.getHttpServer().address();
  if (!address || typeof address === 'string') return String(address);
  const host = address.address === '0.0.0.0' || address.address === '::' ? '127.0.0.1' : address.address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= work());
}
