import type { TestApp, TestClient } from '@roadmap/testing';
import { startTodo } from './support/app.js';

const DAY = 24 * 3600 * 1000;
let todo: TestApp;
let ana: TestClient;
beforeEach(async () => {
  todo = await startTodo();
  ana = await todo.user();
});
afterEach(() => todo.stop());

const titles = async (path: string): Promise<string[]> => (await ana.get(path)).body.items.map(({ title }: { title: string }) => title);
const trash = async (title: string): Promise<string> => {
  const { id } = (await ana.post('/v1/todos', { title })).body;
  expect((await ana.delete(`/v1/todos/${id}`, { 'if-match': '"1"' })).status).toBe(204);
  return id;
};

describe('the trash', () => {
  it('takes a todo out of lists, counts and searches, and gives it back', async () => {
    await ana.post('/v1/todos', { title: 'kept' });
    const id = await trash('milk');

    expect(await titles('/v1/todos')).toEqual(['kept']);
    expect(await titles('/v1/todos?text=milk')).toEqual([]);
    expect((await ana.get('/v1/todos/counts')).body.open).toBe(1);
    expect((await ana.get(`/v1/todos/${id}`)).status).toBe(404);
    expect((await ana.patch(`/v1/todos/${id}`, { title: 'x' }, { 'if-match': '*' })).status).toBe(404);
    expect(await titles('/v1/trash')).toEqual(['milk']);

    expect((await ana.post(`/v1/trash/${id}/restore`)).body).toMatchObject({ title: 'milk', version: 3, deletedAt: null });
    expect(await titles('/v1/todos')).toEqual(['kept', 'milk']);
    expect(await titles('/v1/trash')).toEqual([]);
  });

  it('restores once, however often it is asked', async () => {
    const id = await trash('milk');
    const answers = await Promise.all(Array.from({ length: 10 }, () => ana.post(`/v1/trash/${id}/restore`)));

    expect(answers.map(({ status, body }) => [status, body.version])).toEqual(Array(10).fill([200, 3]));
  });

  it('keeps a todo for thirty days and not longer', async () => {
    const id = await trash('milk');
    await todo.clock.advance(30 * DAY - 3600 * 1000);
    ana = await signInAgain();
    expect(await titles('/v1/trash')).toEqual(['milk']);

    await todo.clock.advance(2 * 3600 * 1000);
    expect(await titles('/v1/trash')).toEqual([]);
    expect((await ana.post(`/v1/trash/${id}/restore`)).status).toBe(404);
  });
});

/** Thirty days later the token has expired. */
const signInAgain = () => todo.user(['user'], ana.id);
