import { withClient } from '@roadmap/database';
import type { TestApp } from '@roadmap/testing';
import { MAX_ITEMS, MAX_SANDBOXES } from '../src/todo-backend/sandboxes.js';
import { startTodo } from './support/app.js';

const DAY = 24 * 3600 * 1000;
let todo: TestApp;
beforeEach(async () => {
  todo = await startTodo();
});
afterEach(() => todo.stop());

const root = '/todo-backend/my-box';
const pathOf = (url: string): string => url.slice(todo.url.length);

describe('the Todo-Backend contract', () => {
  it('starts empty, and takes a todo that it then lists', async () => {
    expect((await todo.anonymous.get(root)).body).toEqual([]);
    const { status, body } = await todo.anonymous.post(root, { title: 'walk the dog' });

    expect(status).toBe(201);
    expect(body).toEqual({ id: expect.any(String), url: `${todo.url}${root}/${body.id}`, title: 'walk the dog', completed: false, order: null });
    expect((await todo.anonymous.get(root)).body).toEqual([body]);
    expect((await todo.anonymous.get('/todo-backend/other-box')).body).toEqual([]);
  });

  it('reads, changes and deletes a todo at its url', async () => {
    const { url } = (await todo.anonymous.post(root, { title: 'walk the dog', order: 95 })).body;
    expect((await todo.anonymous.get(pathOf(url))).body).toMatchObject({ title: 'walk the dog', order: 95 });

    const changed = await todo.anonymous.patch(pathOf(url), { title: 'wash the dog', completed: true, order: 7, url: 'ignored' });
    expect(changed.body).toEqual({ id: expect.any(String), url, title: 'wash the dog', completed: true, order: 7 });
    expect((await todo.anonymous.patch(pathOf(url), {})).body).toEqual(changed.body);

    expect((await todo.anonymous.delete(pathOf(url))).status).toBe(204);
    expect((await todo.anonymous.get(pathOf(url))).status).toBe(404);
  });

  it('empties a sandbox, and only that one', async () => {
    await todo.anonymous.post(root, { title: 'a' });
    await todo.anonymous.post('/todo-backend/other-box', { title: 'b' });

    expect((await todo.anonymous.delete(root)).status).toBe(204);
    expect((await todo.anonymous.get(root)).body).toEqual([]);
    expect((await todo.anonymous.get('/todo-backend/other-box')).body).toHaveLength(1);
  });

  it('builds the url from the host that was asked', async () => {
    const { body } = await todo.anonymous.post(root, { title: 'a' }, { host: 'todo.example:8443' });
    expect(body.url).toBe(`http://todo.example:8443${root}/${body.id}`);
  });

  it('may be called by a page of any origin, the rest of the app may not', async () => {
    const headers = { origin: 'https://todobackend.example', 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'content-type' };
    const open = await todo.anonymous.send('OPTIONS', `${root}/x`, { headers });
    expect([open.status, open.headers['access-control-allow-origin'], open.headers['access-control-allow-methods']]).toEqual([204, '*', 'GET, POST, PUT, PATCH, DELETE']);
    expect((await todo.anonymous.get(root, { origin: 'https://x.example' })).headers['access-control-allow-origin']).toBe('*');

    const closed = await todo.anonymous.get('/v1/todos', { origin: 'https://x.example' });
    expect(closed.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the open door', () => {
  it('closes sandboxes after a day', async () => {
    await todo.anonymous.post(root, { title: 'a' });
    await todo.clock.advance(DAY - 3600 * 1000);
    expect((await todo.anonymous.get(root)).body).toHaveLength(1);
    await todo.clock.advance(2 * 3600 * 1000);
    expect((await todo.anonymous.get(root)).body).toEqual([]);
  });

  it('holds a hundred todos in a sandbox, whoever comes at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: MAX_ITEMS + 20 }, () => todo.anonymous.post(root, { title: 'a' })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(MAX_ITEMS);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(20);
  });

  it('has room for a thousand sandboxes, and for others when those have expired', async () => {
    await withClient(todo.database?.adminUrl ?? '', (client) =>
      client.query(`INSERT INTO sandbox SELECT 'box-' || n, $1 FROM generate_series(1, $2::int) n`, [new Date(todo.clock.now().getTime() + DAY), MAX_SANDBOXES - 2]),
    );
    const answers = await Promise.all(Array.from({ length: 5 }, (_, n) => todo.anonymous.post(`/todo-backend/new-${n}`, { title: 'a' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 503, 503, 503]);
    expect(answers.find(({ status }) => status === 503)?.headers['retry-after']).toBe('3600');

    await todo.clock.advance(2 * DAY);
    expect((await todo.anonymous.post('/todo-backend/new-5', { title: 'a' })).status).toBe(201);
  });

  it('lets one address knock 600 times a minute, over all instances', async () => {
    const statuses: number[] = [];
    for (let batch = 0; batch < 13; batch++) {
      statuses.push(...(await Promise.all(Array.from({ length: 50 }, () => todo.anonymous.get(root, { 'x-forwarded-for': `10.0.0.${batch}` })))).map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(600);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50);
  });
});
