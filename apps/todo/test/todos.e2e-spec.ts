import type { TestApp } from '@roadmap/testing';
import { startTodo } from './support/app.js';

describe('POST /v1/todos', () => {
  let todo: TestApp;
  beforeAll(async () => {
    todo = await startTodo();
  });
  afterAll(() => todo.stop());

  it('keeps a todo invisible to other users', async () => {
    const [ana, ben] = await todo.users(2);
    const { status, body, headers } = await ana!.post('/v1/todos', { title: 'buy milk' });
    console.log(status, body, headers);
    expect(status).toBe(201);
    expect((await ana!.get(`/v1/todos/${body.id}`)).body.title).toBe('buy milk');
    expect((await ben!.get(`/v1/todos/${body.id}`)).status).toBe(404);
    console.log((await ana!.get('/v1/todos?sort=dueOn')).body, (await ana!.get('/v1/todos?due=today&text=a')).body, (await ana!.get('/v1/todos/counts')).body, (await ana!.get('/openapi.json')).text);
  });
});
