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

const create = async (body: object): Promise<{ id: string; version: number }> => (await ana.post('/v1/todos', { title: 'buy milk', ...body })).body;
const patch = (id: string, body: object, version = 1) => ana.patch(`/v1/todos/${id}`, body, { 'if-match': `"${version}"` });

describe('a todo', () => {
  it('is created at an address of its own, with the version as its ETag', async () => {
    const { status, body, headers } = await ana.post('/v1/todos', { title: '  buy milk  ' });

    expect(status).toBe(201);
    expect(headers.location).toBe(`/v1/todos/${body.id}`);
    expect(headers.etag).toBe('"1"');
    expect(body).toEqual({
      id: expect.any(String),
      title: 'buy milk',
      notes: null,
      dueOn: null,
      completed: false,
      completedAt: null,
      version: 1,
      createdAt: '2026-01-15T12:00:00.000Z',
      updatedAt: '2026-01-15T12:00:00.000Z',
      deletedAt: null,
    });
    expect((await ana.get(headers.location as string)).body).toEqual(body);
  });

  it('is invisible to everybody else, and cannot be changed, moved, deleted or restored by them', async () => {
    const ben = await todo.user();
    const { id } = await create({});
    const answers = await Promise.all([
      ben.get(`/v1/todos/${id}`),
      ben.patch(`/v1/todos/${id}`, { title: 'mine' }, { 'if-match': '*' }),
      ben.delete(`/v1/todos/${id}`, { 'if-match': '*' }),
      ben.put(`/v1/todos/${id}/position`, { after: null }),
      ben.post(`/v1/trash/${id}/restore`),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await ana.get(`/v1/todos/${id}`)).body).toMatchObject({ title: 'buy milk', version: 1 });
  });
});

describe('PATCH /v1/todos/:id', () => {
  it('changes what is there, clears what is null and leaves what is absent', async () => {
    const { id } = await create({ notes: 'two litres', dueOn: '2026-03-10' });

    expect((await patch(id, { notes: null })).body).toMatchObject({ title: 'buy milk', notes: null, dueOn: '2026-03-10', version: 2 });
    expect((await patch(id, { dueOn: null }, 2)).body).toMatchObject({ title: 'buy milk', notes: null, dueOn: null, version: 3 });
  });

  it('completes with the time of the clock, once, and opens again', async () => {
    const { id } = await create({});
    expect((await patch(id, { completed: true })).body).toMatchObject({ completed: true, completedAt: '2026-01-15T12:00:00.000Z' });

    await todo.clock.advance(60_000);
    expect((await patch(id, { completed: true }, 2)).body).toMatchObject({ completedAt: '2026-01-15T12:00:00.000Z', updatedAt: '2026-01-15T12:01:00.000Z' });
    expect((await patch(id, { completed: false }, 3)).body).toMatchObject({ completed: false, completedAt: null });
  });

  it.each([
    [{ titel: 'x' }, '/titel', 'is not a field of this route'],
    [{ title: '' }, '/title', expect.any(String)],
    [{ title: null }, '/title', expect.any(String)],
    [{ dueOn: '2026-02-30' }, '/dueOn', expect.any(String)],
    [{ dueOn: '2026-03-10T00:00:00Z' }, '/dueOn', expect.any(String)],
  ])('answers 422 to %j and changes nothing', async (body, pointer, detail) => {
    const { id } = await create({});
    const answer = await patch(id, body);

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ pointer, detail }]);
    expect((await ana.get(`/v1/todos/${id}`)).body.version).toBe(1);
  });

  it('lets one of twenty simultaneous writers win', async () => {
    const { id } = await create({});
    const answers = await Promise.all(Array.from({ length: 20 }, (_, writer) => patch(id, { title: `writer ${writer}` })));

    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19);
    expect((await ana.get(`/v1/todos/${id}`)).body).toEqual(winners[0]?.body);
  });
});

describe('POST /v1/todos with an Idempotency-Key', () => {
  it('makes one todo out of fifty simultaneous requests, and gives all the same answer', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ana.post('/v1/todos', { title: 'once' }, { 'idempotency-key': 'k1' })));

    expect(new Set(answers.map(({ status, text, headers }) => `${status} ${headers.location} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect((await ana.get('/v1/todos')).body.items).toHaveLength(1);
  });

  it('refuses the key for another request', async () => {
    await ana.post('/v1/todos', { title: 'once' }, { 'idempotency-key': 'k1' });
    expect((await ana.post('/v1/todos', { title: 'twice' }, { 'idempotency-key': 'k1' })).status).toBe(422);
  });
});
