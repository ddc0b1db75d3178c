// @ts-check

/** @param {string} alias */
const columns = (alias) =>
  ['id', 'owner_id', 'title', 'notes', 'due_on', 'rank', 'version', 'completed_at', 'created_at', 'updated_at', 'deleted_at']
    .map((name) => `"${alias}"."${name}" AS "${alias}_${name}"`)
    .join(', ');

/** To the letter what the app sends; the bench compares the two in the server's own list of statements. */
export const READ = `SELECT ${columns('Todo')} FROM "todo" "Todo" WHERE (("Todo"."id" = $1) AND ("Todo"."owner_id" = $2) AND ("Todo"."deleted_at" IS NULL)) LIMIT 1`;
export const LIST = `SELECT ${columns('todo')} FROM "todo" "todo" WHERE "todo"."owner_id" = $1 AND "todo"."deleted_at" IS NULL ORDER BY "todo"."rank" ASC, "todo"."id" ASC LIMIT 21`;
