// @ts-check
// The least program that does the same I/O as the app: Fastify, one pool, one statement per request. It knows nobody, checks nothing and tells nobody.
import Fastify from 'fastify';
import pg from 'pg';
import { OWNER } from './data.mjs';
import { LIST, READ } from './statements.mjs';

const { DATABASE_URL, DATABASE_POOL_SIZE, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_SIZE), application_name: 'baseline' });
// A date is a day and not an instant.
pg.types.setTypeParser(pg.types.builtins.DATE, String);

const fastify = Fastify();

fastify.get('/readyz', async () => ({ status: 'ready' }));

fastify.get('/v1/todos/:id', async (request) => {
  const { id } = /** @type {{ id: string }} */ (request.params);
  const { rows } = await pool.query(READ, [id, OWNER]);
  return view('Todo', rows[0]);
});

fastify.get('/v1/todos', async () => {
  const { rows } = await pool.query(LIST, [OWNER]);
  const shown = rows.slice(0, 20).map((row) => view('todo', row));
  return { items: shown, nextCursor: rows.length > 20 ? shown.at(-1)?.id : null };
});

/** @param {string} alias @param {any} row */
const view = (alias, row) => ({
  id: row[`${alias}_id`],
  title: row[`${alias}_title`],
  notes: row[`${alias}_notes`],
  dueOn: row[`${alias}_due_on`],
  completed: row[`${alias}_completed_at`] !== null,
  completedAt: row[`${alias}_completed_at`],
  version: row[`${alias}_version`],
  createdAt: row[`${alias}_created_at`],
  updatedAt: row[`${alias}_updated_at`],
  deletedAt: row[`${alias}_deleted_at`],
});

await fastify.listen({ host: '127.0.0.1', port: Number(PORT) });
