// An app that uses everything that is patched, once, within one request. Its backends are in the environment.
import http from 'node:http';
import { fastify } from 'fastify';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createLogger, runAsService, traceRequests } from '../../dist/index.js';

const { PG_PORT, REDIS_PORT, OTHER_PORT, RATIO = '1' } = process.env;

await runAsService('fixture', async () => {
  const app = fastify();
  const logger = createLogger({ service: 'fixture' });
  const pool = new pg.Pool({ host: '127.0.0.1', port: Number(PG_PORT), user: 'app', database: 'todo', password: 'canary-password' });
  const redis = new Redis({ host: '127.0.0.1', port: Number(REDIS_PORT), password: 'canary-password', enableReadyCheck: false });
  traceRequests(app, { ratio: Number(RATIO) });
  app.get('/v1/todos/:id', async () => {
    await pool.query('SELECT * FROM todo WHERE title = $1', ['canary-value']);
    await pool.query('SELECT broken', []).catch(() => undefined);
    await redis.set('todo:7', 'canary-value');
    await fetch(`http://127.0.0.1:${OTHER_PORT}/fetched?token=canary-value`).then((response) => response.text());
    await new Promise((resolve) => http.get(`http://127.0.0.1:${OTHER_PORT}/got?token=canary-value`, (response) => response.resume().once('end', resolve)));
    logger.info('worked');
    return 'ok';
  });
  await pool.query('SELECT no_parent');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  await fetch(`${url}/v1/todos/7?token=canary-value`).then((response) => response.text());
  await app.close();
  await pool.end();
  redis.disconnect();
});
