// @ts-check
import { TODO_COLUMNS } from '../dist/todos/todo-row.js';

// To the letter what the app sends: the bench compares the two in PostgreSQL's own list of what its connections run.
export const READ = `SELECT ${TODO_COLUMNS} FROM todo WHERE id = $1 AND owner_id = $2 AND deleted_at IS NULL`;
export const LIST = `SELECT ${TODO_COLUMNS} FROM todo WHERE owner_id = $1 AND deleted_at IS NULL ORDER BY rank ASC, id ASC LIMIT $2`;
