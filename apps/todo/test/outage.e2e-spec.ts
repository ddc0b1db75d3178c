import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { signDemoToken } from '@roadmap/auth';
import { migrate, provision } from '@roadmap/database';
import type { RunningApp } from '@roadmap/http';
import { TestClient, testServices } from '@roadmap/testing';
import { app, database } from '../src/app.js';
import { type PrivatePostgres, startPrivatePostgres } from './support/private-postgres.js';

let postgres: PrivatePostgres;
let todo: RunningApp;
let ana: TestClient;
beforeAll(async () => {
  postgres = await startPrivatePostgres();
  const { url, migrationUrl } = await provision(postgres.url, 'todo');
  await migrate(database, migrationUrl);
  todo = await app.start({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: url, REDIS_URL: testServices().redisUrl, REDIS_PREFIX: `test:${randomUUID()}:` });
  ana = new TestClient(todo.url, await signDemoToken({ sub: randomUUID(), roles: ['user'] }, Date.now()));
}, 60_000);
afterAll(async () => {
  await todo.close();
  await postgres.remove();
});

describe('PostgreSQL is killed under load', () => {
  it('answers 503 while it is away, and works again when it is back, without a restart', async () => {
    const acknowledged: string[] = [];
    const statuses = new Map<number, number>();
    let loading = true;
    const load = Array.from({ length: 8 }, async () => {
      while (loading) {
        const { status, body } = await ana.post('/v1/todos', { title: 'under load' });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 201) acknowledged.push(body.id);
        if (status !== 201) expect(body).toMatchObject({ status: 503, code: 'dependency_unavailable' });
      }
    });
    await until(() => acknowledged.length > 50);
    await postgres.kill();
    await until(() => (statuses.get(503) ?? 0) > 20);
    const away = await ana.get('/v1/todos');
    expect([away.status, away.headers['retry-after'], away.headers['content-type']]).toEqual([503, '1', 'application/problem+json; charset=utf-8']);
    expect((await ana.get('/livez')).status).toBe(200);
    expect((await ana.get('/readyz')).body.checks.postgres).toBe('down');

    const before = acknowledged.length;
    await postgres.start();
    await until(() => acknowledged.length > before + 50);
    loading = false;
    await Promise.all(load);
    expect((await ana.get('/readyz')).status).toBe(200);
    expect([...statuses.keys()].sort()).toEqual([201, 503]);
    // What was acknowledged is there: also what was acknowledged before the kill, because the write-ahead log survives a killed server.
    for (const id of acknowledged) expect((await ana.get(`/v1/todos/${id}`)).status).toBe(200);
  }, 60_000);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await wait(20);
}
