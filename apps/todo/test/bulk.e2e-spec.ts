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

const create = (title: string) => ({ op: 'create', todo: { title } });
const titles = async (): Promise<string[]> => (await ana.get('/v1/todos?limit=100')).body.items.map(({ title }: { title: string }) => title);
const stranger = { op: 'delete', id: '0b5c3e1e-7d0c-4d4f-9d4c-0a6d5c1b2a39' };

describe('POST /v1/todos/bulk', () => {
  it('does a hundred operations, in their order', async () => {
    const operations = Array.from({ length: 100 }, (_, index) => create(`t${index}`));
    const { status, body } = await ana.post('/v1/todos/bulk', { mode: 'atomic', operations });

    expect(status).toBe(200);
    expect(body.results.map((result: { status: number }) => result.status)).toEqual(Array(100).fill(201));
    expect(await titles()).toEqual(operations.map(({ todo: { title } }) => title));
    expect((await ana.post('/v1/todos/bulk', { mode: 'atomic', operations: [...operations, create('one more')] })).status).toBe(422);
  });

  it('changes nothing in atomic mode when one operation fails, and says which', async () => {
    const { status, body } = await ana.post('/v1/todos/bulk', { mode: 'atomic', operations: [create('a'), stranger, create('b')] });

    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'bulk_refused', errors: [{ pointer: '/operations/1' }] });
    expect(await titles()).toEqual([]);
  });

  it('reports each operation for itself in the other mode', async () => {
    const { body } = await ana.post('/v1/todos/bulk', { mode: 'each', operations: [create('a'), stranger, create('b')] });
    const [a, , b] = body.results;
    expect(body.results.map((result: { status: number; code?: string }) => [result.status, result.code])).toEqual([[201, undefined], [404, 'todo_not_found'], [201, undefined]]);

    const second = await ana.post('/v1/todos/bulk', {
      mode: 'each',
      operations: [
        { op: 'patch', id: a.todo.id, version: 1, todo: { completed: true } },
        { op: 'patch', id: a.todo.id, version: 1, todo: { title: 'too late' } },
        { op: 'delete', id: b.todo.id },
      ],
    });
    expect(second.body.results.map((result: { status: number }) => result.status)).toEqual([200, 412, 204]);
    expect(await titles()).toEqual(['a']);
  });

  it('has one effect for one key', async () => {
    const send = () => ana.post('/v1/todos/bulk', { mode: 'each', operations: [create('once')] }, { 'idempotency-key': 'bulk-1' });
    const answers = await Promise.all(Array.from({ length: 10 }, send));

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await titles()).toEqual(['once']);
  });
});
