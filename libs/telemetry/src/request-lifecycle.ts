import type { ServerResponse } from 'node:http';
import type { Context, Span, SpanContext } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Route, Routes } from './routes.js';

/** What the hooks of this lib keep for one request. */
export interface RequestState {
  readonly route: Route;
  /** `performance.now()` when it came. */
  readonly startedAt: number;
  /** Its place in a trace, recorded or not. */
  trace?: SpanContext;
  /** Only where it is recorded. */
  span?: Span;
  /** What is active while it is worked on. */
  context?: Context;
}

/** The status that is noted where the client left before the answer was complete; nginx made it known. */
export const CLIENT_CLOSED = 499;

/** Something that wants to know when a request came and how it ended. */
export interface Observer {
  onStart?: (state: RequestState, request: FastifyRequest, reply: FastifyReply) => void;
  /** Called once for each request. @param status of the answer, or {@link CLIENT_CLOSED} */
  onEnd: (state: RequestState, status: number, request: FastifyRequest, reply: FastifyReply) => void;
}

const STATE = Symbol('telemetry of this request');
const REQUEST = Symbol('the request of this response');
type WithState = FastifyRequest & { [STATE]?: RequestState | null };
type RawResponse = ServerResponse & { [REQUEST]?: { request: WithState; reply: FastifyReply; observers: Observer[] } };

const observed = new WeakMap<FastifyInstance, Observer[]>();

/** The state of a request that is under way; `undefined` where nobody observes it (the operations routes). */
export const stateOf = (request: FastifyRequest): RequestState | undefined => (request as WithState)[STATE] ?? undefined;

/** Adds an observer. The first one installs the two hooks that all share: the state is made once, and the route is looked up once. */
export function observeRequests(fastify: FastifyInstance, observer: Observer): void {
  let observers = observed.get(fastify);
  if (!observers) observed.set(fastify, (observers = install(fastify)));
  observers.push(observer);
}

function install(fastify: FastifyInstance): Observer[] {
  const observers: Observer[] = [];
  const routes = new Routes();
  fastify.addHook('onRequest', (request, reply, done) => {
    const route = routes.of(request);
    if (!route.silent) begin({ route, startedAt: performance.now(), trace: undefined, span: undefined, context: undefined }, request, reply, observers);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    end(request, reply, reply.statusCode, observers);
    done();
  });
  return observers;
}

function begin(state: RequestState, request: WithState, reply: FastifyReply, observers: Observer[]): void {
  request[STATE] = state;
  (reply.raw as RawResponse)[REQUEST] = { request, reply, observers };
  reply.raw.once('close', onClose);
  for (const observer of observers) observer.onStart?.(state, request, reply);
}

// TRAP: Fastify's onRequestAbort listens to the request, which counts as closed once its body is read: it misses the client that leaves while a POST is being worked on.
function onClose(this: RawResponse): void {
  const one = this[REQUEST];
  if (one) end(one.request, one.reply, this.writableFinished ? this.statusCode : CLIENT_CLOSED, one.observers);
}

function end(request: WithState, reply: FastifyReply, status: number, observers: Observer[]): void {
  const state = request[STATE];
  if (!state) return;
  request[STATE] = null;
  for (const observer of observers) observer.onEnd(state, status, request, reply);
}
