import type { Metrics, Readiness } from '@roadmap/telemetry';
import type { FastifyInstance } from 'fastify';

/**
 * The routes for those who run the app: `/livez` says that the process answers and touches nothing, `/readyz` says whether it can work, `/metrics` is for
 * Prometheus. They stand outside Nest: no guard, no token, no trace.
 */
export function serveOperations(fastify: FastifyInstance, metrics: Metrics, readiness: Readiness): void {
  fastify.get('/livez', async () => ({ status: 'alive' }));

  fastify.get('/readyz', async (_request, reply) => {
    const { ready, checks } = await readiness.report();
    return reply.code(ready ? 200 : 503).header('cache-control', 'no-store').send({ status: ready ? 'ready' : 'not ready', checks });
  });

  fastify.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));

  // While draining, every answer asks its client to leave: the next request opens a connection, to an instance that stays.
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (readiness.draining) reply.header('connection', 'close');
    done(null, payload);
  });
}
