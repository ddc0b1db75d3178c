// @ts-check
import { TODO_COLUMNS } from '../dist/todos/todo-row.js';

// To the letter what the app sends: the bench compares the two in PostgreSQL's own list of what its connections run.
export const READ = `SELECT ${TODO_COLUMNS} FROM todo WHERE todo.id = $1 AND todo.owner_id = $2 AND todo.deleted_at IS NULL`;

/** As the query builder writes it, names in quotes. */
const columns = TODO_COLUMNS.replaceAll(/todo\.(\w+)/g, '"todo"."$1"');
export const LIST = `SELECT ${columns} FROM "todo" "todo" WHERE "todo"."owner_id" = $1 AND "todo"."deleted_at" IS NULL ORDER BY "todo"."rank" ASC, "todo"."id" ASC LIMIT 21`;
