import { withClient } from '@roadmap/database';
import { Client } from 'pg';
import { FaultProxy } from '../src/fault-proxy.js';
import { testServices } from '../src/test-services.js';

const ask = (url: string): Promise<number> => withClient(url, async (client) => (await client.query('SELECT 1 AS one')).rows[0].one);

describe('FaultProxy', () => {
  let proxy: FaultProxy;
  beforeEach(async () => {
    proxy = await FaultProxy.before(testServices().databaseUrl);
  });
  afterEach(() => proxy.close());

  it('lets everything through, until it is cut and after it is restored', async () => {
    expect(await ask(proxy.url)).toBe(1);
    await proxy.cut();
    await expect(ask(proxy.url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.restore();
    expect(await ask(proxy.url)).toBe(1);
  });

  it('breaks connections that are in use', async () => {
    const client = new Client(proxy.url);
    client.on('error', () => undefined);
    await client.connect();
    const asked = client.query('SELECT pg_sleep(10)');
    await Promise.all([expect(asked).rejects.toThrow(/Connection terminated|ECONNRESET/), proxy.cut()]);
    await client.end();
  });

  it('holds back what is on its way while it stalls, in order', async () => {
    await withClient(proxy.url, async (client) => {
      proxy.stall();
      const answered: number[] = [];
      const asked = [1, 2, 3].map((n) => client.query('SELECT $1::int AS n', [n]).then(({ rows }) => answered.push(rows[0].n)));
      // A second connection goes there and back meanwhile, past the proxy.
      await ask(testServices().databaseUrl);
      expect(answered).toEqual([]);
      await proxy.restore();
      await Promise.all(asked);
      expect(answered).toEqual([1, 2, 3]);
    });
  });

  it('takes the time it is told to, each way', async () => {
    await withClient(proxy.url, async (client) => {
      proxy.delay(40);
      const started = performance.now();
      await client.query('SELECT 1');
      expect(performance.now() - started).toBeGreaterThanOrEqual(79);
    });
  });
});
