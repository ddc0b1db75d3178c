import { context, defaultTextMapGetter, isSpanContextValid, ROOT_CONTEXT, type SpanContext, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { recordError } from './record-error.js';
import { observeRequests, type RequestState, stateOf } from './request-lifecycle.js';
import { pathOf } from './request-path.js';
import { scrub } from './secret-patterns.js';
import { traceResponse, unrecorded, withUnrecorded } from './trace-ids.js';
import { isTrustedCaller } from './trusted-caller.js';

export interface TraceOptions {
  /** Share of the requests, 0 to 1, that are recorded where no trusted caller has decided. */
  ratio: number;
  /** Whose `traceparent` is followed, flag included; {@link isTrustedCaller} when absent. A stranger's request begins a new trace with a link to its own. */
  trustIncoming?: boolean | ((request: FastifyRequest) => boolean);
  /** Is told at level `trace` of every `traceparent` that is not followed. */
  logger?: Logger;
}

const propagator = new W3CTraceContextPropagator();

/**
 * A server span for each request, decided upon before any work is done: a request that is not recorded costs some random bytes. Either way its trace is active in the
 * handler, so log lines and outgoing calls carry it, and the answer names it in `traceresponse`.
 */
export function traceRequests(fastify: FastifyInstance, { ratio, trustIncoming = isTrustedCaller, logger }: TraceOptions): void {
  const tracer = trace.getTracer('@roadmap/telemetry');
  const trusts = typeof trustIncoming === 'function' ? trustIncoming : () => trustIncoming;

  const start = (state: RequestState, request: FastifyRequest): void => {
    const caller = request.headers.traceparent === undefined ? undefined : callerOf(request);
    const parent = caller && trusts(request) ? caller : undefined;
    if (caller && !parent) logger?.trace({ caller: caller.traceId }, 'begins a new trace: the caller is not trusted');
    const wanted = parent ? (parent.traceFlags & TraceFlags.SAMPLED) !== 0 : Math.random() < ratio;
    if (!wanted) return enter(state, unrecorded(parent));
    const span = tracer.startSpan(
      state.route.name,
      { kind: SpanKind.SERVER, attributes: attributesOf(state, request), links: caller && !parent ? [{ context: caller }] : undefined },
      parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT,
    );
    if (!span.isRecording()) return enter(state, unrecorded(parent)); // nobody collects spans
    state.span = span;
    state.trace = span.spanContext();
    state.context = trace.setSpan(ROOT_CONTEXT, span);
  };

  observeRequests(fastify, {
    onStart: (state, request, reply) => {
      start(state, request);
      if (state.trace) reply.header('traceresponse', traceResponse(state.trace));
    },
    onEnd: ({ span }, status) => {
      if (!span) return;
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setAttribute('error.type', String(status)).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const active = stateOf(request)?.context;
    if (active) context.with(active, done);
    else done();
  });
  fastify.addHook('onError', (request, _reply, error, done) => {
    if ((error.statusCode ?? 500) >= 500) recordError(error, stateOf(request)?.span);
    done();
  });
}

function enter(state: RequestState, ids: SpanContext): void {
  state.trace = ids;
  state.context = withUnrecorded(ROOT_CONTEXT, ids);
}

function callerOf(request: FastifyRequest): SpanContext | undefined {
  const found = trace.getSpanContext(propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter));
  return found && isSpanContextValid(found) ? found : undefined;
}

/** Semantic conventions for HTTP server spans, less what is personal (address, user agent) or may hold a secret (the query string). */
function attributesOf({ route }: RequestState, request: FastifyRequest) {
  return {
    'http.request.method': route.method === 'OTHER' ? '_OTHER' : route.method,
    'http.route': route.matched ? route.pattern : undefined,
    'url.path': scrub(pathOf(request)),
    'url.scheme': request.protocol,
    'server.address': request.hostname,
    'network.protocol.version': request.raw.httpVersion,
  };
}
