import pg from 'pg';

/** What a piece of work asked of PostgreSQL. */
export interface CountedQueries<T> {
  result: T;
  /** The text of each statement, BEGIN and COMMIT included. */
  statements: string[];
}

/**
 * Collects the SQL of this process while `work` runs, of every pool and client: to see that a page costs the same for one row and for a hundred.
 *
 * @example const { statements } = await countQueries(() => ana.get('/v1/todos?limit=100'));
 */
export async function countQueries<T>(work: () => PromiseLike<T>): Promise<CountedQueries<T>> {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text?: string }];
    statements.push(typeof first === 'string' ? first : (first.text ?? ''));
    return (query as (...given: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    return { result: await work(), statements };
  } finally {
    pg.Client.prototype.query = query;
  }
}
