import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TestClock } from '@roadmap/clock';
import { onceNaively } from '../naive/check-then-insert.js';
import { Idempotency, IdempotencyKeyRow, type Repeatable } from '../src/index.js';
import { type EffectDatabase, effectDatabase } from './support/database.js';

let database: EffectDatabase;
let idempotency: Idempotency;
const clock = new TestClock();
beforeAll(async () => {
  database = await effectDatabase();
  idempotency = new Idempotency(database.dataSource, clock);
});
afterAll(() => database.drop());

const run = (what: string, more: Partial<Repeatable> = {}): Promise<{ id: string }> =>
  idempotency.once({ key: what, scope: 'ana', request: { what }, ...more }, async (tx) => {
    const [row] = await tx.query('INSERT INTO effect (what) VALUES ($1) RETURNING id', [what]);
    return row;
  });

describe('one key', () => {
  it('has one effect and one answer, fifty times at once and later', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => run('parallel')));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await run('parallel')).toEqual(answers[0]);
    expect(await database.effects('parallel')).toBe(1);
  });

  it('is refused for another request, also while both are at work', async () => {
    const both = await Promise.allSettled([run('body', { request: 1 }), run('body', { request: 2 })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 422, code: 'idempotency_key_reused' } });
    expect(await database.effects('body')).toBe(1);
  });

  it('of one person or route means nothing to another', async () => {
    const [ana, ben] = await Promise.all([run('scope'), run('scope', { scope: 'ben' })]);
    expect(ana.id).not.toBe(ben.id);
    expect(await database.effects('scope')).toBe(2);
  });

  it('is forgotten with work that failed, so that a retry can succeed', async () => {
    const failing = idempotency.once({ key: 'fails', scope: 'ana', request: { what: 'fails' } }, async (tx) => {
      await tx.query(`INSERT INTO effect (what) VALUES ('fails')`);
      throw new Error('after the effect');
    });
    await expect(failing).rejects.toThrow('after the effect');
    expect(await database.effects('fails')).toBe(0);
    await run('fails');
    expect(await database.effects('fails')).toBe(1);
  });

  it('that is still at work after three seconds is 409 with Retry-After', async () => {
    let finish = () => {};
    const started = new Promise<void>((began) => {
      void idempotency.once({ key: 'slow', scope: 'ana', request: { what: 'slow' } }, () => new Promise<void>((end) => ((finish = end), began())));
    });
    await started;
    await expect(run('slow')).rejects.toMatchObject({ status: 409, code: 'request_in_progress', details: { retryAfter: 1 } });
    finish();
  });

  it('killed between effect and commit leaves neither, and the retry works', async () => {
    const child = fork(join(import.meta.dirname, 'support/crash-child.mjs'), { env: { PATH: process.env.PATH, DATABASE_URL: database.url }, execArgv: [] });
    const ended = once(child, 'close');
    expect((await Promise.race([once(child, 'message'), ended]))[0]).toBe('between');
    child.kill('SIGKILL');
    await ended;
    expect(await database.effects('crash')).toBe(0);
    await run('crash', { scope: 's', request: {} });
    expect(await database.effects('crash')).toBe(1);
  });
});

it('gives the same answer the first time and again, with dates as they travel', async () => {
  const ask = () => idempotency.once({ key: 'date', scope: 'ana', request: {} }, async () => ({ at: new Date('2026-01-02T03:04:05Z'), none: undefined, nothing: null }));
  const first = await ask();
  expect(await ask()).toEqual(JSON.parse(JSON.stringify(first)));
});

it('answers nothing again where there was no answer', async () => {
  const ask = () => idempotency.once({ key: 'void', scope: 'ana', request: {} }, async () => undefined);
  expect([(await ask()) ?? null, (await ask()) ?? null]).toEqual([null, null]);
});

it('refuses an answer that JSON cannot hold, and has no effect then', async () => {
  const ask = () => idempotency.once({ key: 'bigint', scope: 'ana', request: {} }, async (tx) => {
    await tx.query(`INSERT INTO effect (what) VALUES ('bigint')`);
    return { cents: 10n };
  });
  await expect(ask()).rejects.toThrow(/BigInt/);
  expect(await database.effects('bigint')).toBe(0);
});

it('runs every time without a key', async () => {
  await Promise.all([run('none', { key: undefined }), run('none', { key: undefined })]);
  expect(await database.effects('none')).toBe(2);
});

it('forgets answers after a day', async () => {
  idempotency.onApplicationBootstrap();
  await run('old');
  const count = () => database.dataSource.manager.countBy(IdempotencyKeyRow, { key: 'old' });
  await clock.advance(23 * 3600_000);
  expect(await count()).toBe(1);
  await clock.advance(2 * 3600_000);
  expect(await count()).toBe(0);
  idempotency.onModuleDestroy();
});

describe('the naive twin', () => {
  it('has two effects under one key: both look before either has inserted', async () => {
    let looking = 0;
    let go = () => {};
    const both = new Promise<void>((resolve) => (go = resolve));
    const ask = () =>
      onceNaively(database.dataSource, 'ana', 'naive', clock.now(), async () => {
        if (++looking === 2) go();
        await both;
        await database.dataSource.query(`INSERT INTO effect (what) VALUES ('naive')`);
      });
    await Promise.all([ask(), ask()]);
    expect(await database.effects('naive')).toBe(2);
  });
});
