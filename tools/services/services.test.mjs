// @ts-check
import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import { identity, send, until } from '../processes.mjs';
import { scratchDir } from '../test/scratch.mjs';
import { startPostgres, stopPostgres } from './postgres.mjs';
import { startRedis, stopRedis } from './redis.mjs';
import { command } from './redis-command.mjs';

/** @param {string} url @param {string} sql */
async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** @param {import('./postgres.mjs').Service} service */
async function killHard(service) {
  const pid = service.leader();
  const started = identity(pid);
  send(pid, 'SIGKILL');
  assert.ok(await until(() => identity(pid) !== started, 5_000));
}

describe('PostgreSQL', () => {
  const dir = join(scratchDir(), 'postgres');
  after(() => stopPostgres({ dir }));

  test('starts, keeps its data over a stop, and asks for its password', async () => {
    const first = await startPostgres({ dir });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await first.stop();
    assert.deepEqual(first.pids(), []);

    const second = await startPostgres({ dir });
    assert.deepEqual(await query(second.url, 'SELECT n FROM kept'), [{ n: 42 }]);
    assert.deepEqual(await query(second.url, 'SHOW fsync'), [{ fsync: 'on' }]);
    await assert.rejects(query(second.url.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1'), /password authentication failed/);
    assert.equal(statSync(join(dir, 'password')).mode & 0o777, 0o600);
  });

  test('takes over a server whose launcher was killed', async () => {
    const before = await startPostgres({ dir });
    const after = await startPostgres({ dir });
    assert.equal(after.leader(), before.leader());
    assert.equal(after.port, before.port);
  });

  test('starts again after kill -9, with its stale pid file', async () => {
    await killHard(await startPostgres({ dir }));
    const again = await startPostgres({ dir });
    assert.deepEqual(await query(again.url, 'SELECT n FROM kept'), [{ n: 42 }]);
  });

  test('starts again when the number in its pid file is now somebody else', async () => {
    await stopPostgres({ dir });
    writeFileSync(join(dir, 'data/postmaster.pid'), `${process.pid}\n${join(dir, 'data')}\n1\n1\n\n127.0.0.1\n`);
    const again = await startPostgres({ dir });
    assert.deepEqual(await query(again.url, 'SELECT 1 AS n'), [{ n: 1 }]);
  });

  test('moves to another port when the wished one is taken', async () => {
    await stopPostgres({ dir });
    const taken = createServer();
    await new Promise((resolve) => taken.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (taken.address());
    const service = await startPostgres({ dir, port });
    assert.notEqual(service.port, port);
    assert.deepEqual(await query(service.url, 'SELECT 1 AS n'), [{ n: 1 }]);
    taken.close();
  });
});

describe('Redis', () => {
  const dir = join(scratchDir(), 'redis');
  after(() => stopRedis({ dir }));

  test('starts, keeps its data over a stop, and asks for its password', async () => {
    const first = await startRedis({ dir });
    await command(first, 'SET kept 42');
    await first.stop();

    const second = await startRedis({ dir });
    assert.match(await command(second, 'GET kept'), /42/);
    assert.match(await command({ ...second, password: 'wrong' }, 'GET kept'), /WRONGPASS/);
    assert.equal(statSync(join(dir, 'redis.conf')).mode & 0o777, 0o600);
  });

  test('takes over a server whose launcher was killed', async () => {
    const before = await startRedis({ dir });
    const after = await startRedis({ dir });
    assert.equal(after.leader(), before.leader());
  });

  test('starts again after kill -9 with what it had', async () => {
    const before = await startRedis({ dir });
    await command(before, 'CONFIG SET appendfsync always');
    await command(before, 'SET late 43');
    await killHard(before);
    const again = await startRedis({ dir });
    assert.match(await command(again, 'GET late'), /43/);
  });

  test('keeps nothing when it is to be thrown away', async () => {
    await stopRedis({ dir });
    const other = join(scratchDir(), 'redis');
    const service = await startRedis({ dir: other, durable: false });
    await command(service, 'SET gone 1');
    await service.stop();
    const again = await startRedis({ dir: other, durable: false });
    assert.doesNotMatch(await command(again, 'GET gone'), /\$1/);
    await again.stop();
  });
});
