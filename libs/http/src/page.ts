import { z } from 'zod';

/** The most rows a page may have, whatever is asked. */
export const MAX_PAGE = 100;

/** The query parameters of every list, to be spread into its schema. */
export const pageQuery = {
  /** Taken from `nextCursor` of the page before. */
  cursor: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(20),
};

/** The schema of a page of `item`. */
export const pageOf = <T extends z.ZodType>(item: T, id: string) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id });

/** A page of a list; `nextCursor` is null on the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * Cuts a page out of rows that were read with `LIMIT limit + 1`: the extra row only tells that there is a next page.
 *
 * @param cursorOf the cursor that continues after a row
 */
export function toPage<Row, Item>(rows: Row[], limit: number, toItem: (row: Row) => Item, cursorOf: (row: Row) => string): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
