// @ts-check

/** Whose todos are read. */
export const OWNER = 'bench-0';
const OWNERS = 10;
const TODOS_EACH = 1_000;

const start = Date.parse('2026-01-15T12:00:00.000Z');
const at = (/** @type {number} */ second) => new Date(start + second * 1000).toISOString();

/** Rows of the table `todo`: every third one done, every second one with a date and notes. */
export const rows = Array.from({ length: OWNERS * TODOS_EACH }, (_, index) => {
  const number = Math.floor(index / OWNERS);
  return {
    id: `be7c0000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    owner_id: `bench-${index % OWNERS}`,
    title: `Todo number ${number}`,
    notes: number % 2 === 0 ? `What there is to say about todo number ${number}, in a sentence or two.` : null,
    due_on: number % 2 === 0 ? '2026-03-10' : null,
    rank: String(number).padStart(6, '0'),
    version: 1,
    completed_at: number % 3 === 0 ? at(number + 1) : null,
    created_at: at(number),
    updated_at: at(number),
    deleted_at: null,
  };
});

/** What the API says of a row. @param {typeof rows[number]} row */
export const viewOf = (row) => ({
  id: row.id,
  title: row.title,
  notes: row.notes,
  dueOn: row.due_on,
  completed: row.completed_at !== null,
  completedAt: row.completed_at,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  deletedAt: row.deleted_at,
});
