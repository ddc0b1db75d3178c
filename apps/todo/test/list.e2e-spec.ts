import type { TestApp, TestClient } from '@roadmap/testing';
import { startTodo } from './support/app.js';

let todo: TestApp;
let ana: TestClient;
beforeAll(async () => {
  todo = await startTodo();
});
beforeEach(async () => {
  ana = await todo.user();
});
afterAll(() => todo.stop());

const add = async (title: string, body: object = {}): Promise<string> => (await ana.post('/v1/todos', { title, ...body })).body.id;
const complete = (id: string) => ana.patch(`/v1/todos/${id}`, { completed: true }, { 'if-match': '*' });
const titles = async (query: string): Promise<string[]> => {
  const { status, body } = await ana.get(`/v1/todos${query}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body.items.map(({ title }: { title: string }) => title);
};

describe('GET /v1/todos', () => {
  it('filters by status, due dates and text', async () => {
    await complete(await add('done', { dueOn: '2026-01-10' }));
    await add('early', { dueOn: '2026-01-11', notes: '100% sure' });
    await add('late', { dueOn: '2026-01-12' });
    await add('some day');

    expect(await titles('?status=open')).toEqual(['early', 'late', 'some day']);
    expect(await titles('?status=done')).toEqual(['done']);
    expect(await titles('?dueFrom=2026-01-11&dueTo=2026-01-11')).toEqual(['early']);
    expect(await titles('?text=LATE')).toEqual(['late']);
    expect(await titles('?text=100%25')).toEqual(['early']);
    // a percent sign is a percent sign, and no wildcard
    expect(await titles('?text=%25')).toEqual(['early']);
    expect(await titles('?text=_')).toEqual([]);
  });

  it('sorts by what is allowed, todos without a date last', async () => {
    await add('b', { dueOn: '2026-01-12' });
    await todo.clock.advance(1_000);
    await add('none');
    await todo.clock.advance(1_000);
    await add('a', { dueOn: '2026-01-11' });

    expect(await titles('?sort=rank')).toEqual(['b', 'none', 'a']);
    expect(await titles('?sort=-createdAt')).toEqual(['a', 'none', 'b']);
    expect(await titles('?sort=dueOn')).toEqual(['a', 'b', 'none']);
    expect((await ana.get('/v1/todos?sort=title')).status).toBe(400);
  });

  it.each(['rank', 'createdAt', '-createdAt', 'dueOn'])('shows each stable todo exactly once while others come and go, by %s', async (sort) => {
    const stable: string[] = [];
    const passing: string[] = [];
    for (let index = 0; index < 12; index++) {
      stable.push(await add(`stable ${index}`, index % 3 === 0 ? {} : { dueOn: `2026-01-${10 + (index % 4)}` }));
      passing.push(await add(`passing ${index}`, { dueOn: '2026-01-11' }));
      await todo.clock.advance(index % 2); // some are created at the same instant
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body }: { body: { items: { id: string }[]; nextCursor: string | null } } = await ana.get(`/v1/todos?sort=${sort}&limit=5${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
      await ana.delete(`/v1/todos/${passing.pop()}`, { 'if-match': '*' });
      await add('new', { dueOn: '2026-01-10' });
    }
    expect(seen.filter((id) => stable.includes(id)).sort()).toEqual([...stable].sort());
  });

  it('refuses a cursor of another list', async () => {
    await Promise.all(['a', 'b', 'c'].map((title) => add(title)));
    const { nextCursor } = (await ana.get('/v1/todos?limit=1')).body;
    const ben = await todo.user();

    expect((await ana.get(`/v1/todos?limit=2&cursor=${nextCursor}`)).status).toBe(200);
    expect((await ana.get(`/v1/todos?status=open&cursor=${nextCursor}`)).status).toBe(400);
    expect((await ana.get(`/v1/todos?sort=dueOn&cursor=${nextCursor}`)).status).toBe(400);
    expect((await ana.get(`/v1/trash?cursor=${nextCursor}`)).status).toBe(400);
    expect((await ben.get(`/v1/todos?cursor=${nextCursor}`)).status).toBe(400);
  });
});

describe('"today" and "overdue"', () => {
  // 15 January, half past eleven in the evening and half past midnight, in three cities
  it.each([
    ['2026-01-15T22:30:00Z', 'Europe/Berlin', ['the 15th'], ['the 14th']],
    ['2026-01-15T23:30:00Z', 'Europe/Berlin', ['the 16th'], ['the 14th', 'the 15th']],
    ['2026-01-16T04:30:00Z', 'America/New_York', ['the 15th'], ['the 14th']],
    ['2026-01-16T05:30:00Z', 'America/New_York', ['the 16th'], ['the 14th', 'the 15th']],
    ['2026-01-15T14:30:00Z', 'Asia/Tokyo', ['the 15th'], ['the 14th']],
    ['2026-01-15T15:30:00Z', 'Asia/Tokyo', ['the 16th'], ['the 14th', 'the 15th']],
  ])('at %s are those of %s', async (instant, zone, today, overdue) => {
    const ids = [];
    for (const day of [14, 15, 16]) ids.push(await add(`the ${day}th`, { dueOn: `2026-01-${day}` }));
    const before = todo.clock.now();
    todo.clock.set(instant);
    ana = await todo.user(['user'], ana.id); // the first token belongs to another day
    const timeZone = encodeURIComponent(zone);
    expect(await titles(`?due=today&timeZone=${timeZone}`)).toEqual(today);
    expect(await titles(`?due=overdue&timeZone=${timeZone}`)).toEqual(overdue);
    expect((await ana.get(`/v1/todos/counts?timeZone=${timeZone}`)).body).toEqual({ open: 3, done: 0, today: today.length, overdue: overdue.length });
    todo.clock.set(before);
  });

  it('knows no zone that does not exist', async () => {
    const { status, body } = await ana.get('/v1/todos?due=today&timeZone=Mars/Olympus');
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ pointer: '#query/timeZone', detail: 'is not an IANA time zone' }]);
  });
});
