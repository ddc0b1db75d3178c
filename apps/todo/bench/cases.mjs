// @ts-check
import { OWNER, rows, viewOf } from './data.mjs';

/** Who asks. */
export const claims = { sub: OWNER, roles: ['user'] };

/** Puts the rows in. @param {import('pg').Client} client of the role that owns the tables */
export async function fill(client) {
  await client.query('INSERT INTO todo SELECT * FROM json_populate_recordset(NULL::todo, $1)', [JSON.stringify(rows)]);
  await client.query('VACUUM ANALYZE todo');
}

const mine = rows.filter((row) => row.owner_id === OWNER).map(viewOf);

/** @type {import('../../../tools/bench/rounds.mjs').Case[]} */
export const cases = [
  {
    name: 'todo-read',
    goal: 0.6,
    goalP99: 0.5,
    requests: mine.slice(0, 200).map((todo) => ({ path: `/v1/todos/${todo.id}`, expected: todo })),
  },
  {
    name: 'todo-list',
    goal: 0.65,
    goalP99: 0.5,
    requests: [{ path: '/v1/todos?limit=20', expected: mine.slice(0, 20) }],
    // The cursor is signed by one side and not by the other.
    essence: (page) => page.nextCursor && page.items,
  },
];
