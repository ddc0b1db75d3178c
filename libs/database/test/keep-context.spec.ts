import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { keepContext } from '../src/rows.js';

const request = new AsyncLocalStorage<string>();
let pool: pg.Pool;
beforeEach(() => {
  pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: 1 });
});
afterEach(() => pool.end());

/** Two requests want the only connection; each notes in whose context it gets it. */
async function contextsOfTwo(): Promise<(string | undefined)[]> {
  const seen: (string | undefined)[] = [];
  const take = (name: string) =>
    request.run(name, () => new Promise<void>((resolve) => pool.connect((_error, client, release) => {
      seen.push(request.getStore());
      void client?.query('SELECT 1').then(() => (release(), resolve()));
    })));
  await Promise.all([take('first'), take('second')]);
  return seen;
}

it('gives a waiting request its connection in its own context', async () => {
  keepContext(pool);
  expect(await contextsOfTwo()).toEqual(['first', 'second']);
});

it('would be called in the context of whoever gives it back', async () => {
  expect(await contextsOfTwo()).toEqual(['first', 'first']);
});
