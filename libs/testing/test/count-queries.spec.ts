import { withClient } from '@roadmap/database';
import { countQueries } from '../src/count-queries.js';
import { testServices } from '../src/test-services.js';

describe('countQueries', () => {
  it('collects the statements of the work and of nothing after it', async () => {
    await withClient(testServices().databaseUrl, async (client) => {
      const { result, statements } = await countQueries(async () => {
        await client.query('SELECT 1');
        return (await client.query({ text: 'SELECT $1::int AS n', values: [7] })).rows[0].n;
      });
      await client.query('SELECT 3');
      expect({ result, statements }).toEqual({ result: 7, statements: ['SELECT 1', 'SELECT $1::int AS n'] });
    });
  });

  it('stops counting where the work fails', async () => {
    const { query } = (await import('pg')).default.Client.prototype;
    await expect(countQueries(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect((await import('pg')).default.Client.prototype.query).toBe(query);
  });
});
