// @ts-check
// The least program that does the same I/O as the app: Fastify, one pool, one statement per request. It knows nobody, checks nothing and tells nobody.
import Fastify from 'fastify';
import pg from 'pg';
import { OWNER } from './data.mjs';
import { LIST, READ } from './statements.mjs';

const { DATABASE_URL, DATABASE_POOL_SIZE, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE), application_name: 'baseline' });

const fastify = Fastify();

fastify.get('/readyz', async () => ({ status: 'ready' }));

fastify.get('/v1/todos/:id', async (request) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const { rows } = await pool.query(READ, [id, OWNER]);
  return view(rows[0]);
});

fastify.get('/v1/todos', async () => {
  const { rows } = await pool.query(LIST, [OWNER, 21]);
  const shown = rows.slice(0, 20).map(view);
  return { items: shown, nextCursor: rows.length > 20 ? shown.at(-1)?.id : null };
});

/** @param {any} row */
const view = ({ rank: _, ...todo }) => ({ ...todo, completed: todo.completedAt !== null });

await fastify.listen({ host: '127.0.0.1', port: Number(PORT) });
