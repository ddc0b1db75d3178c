import { withClient } from '@roadmap/database';
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

const add = async (title: string): Promise<string> => (await ana.post('/v1/todos', { title })).body.id;
const move = async (id: string, after: string | null) => ana.put(`/v1/todos/${id}/position`, { after });
const list = async (): Promise<{ id: string; title: string; version: number }[]> => (await ana.get('/v1/todos?limit=100')).body.items;
const order = async (): Promise<string> => (await list()).map(({ title }) => title).join('');
const ranks = async (): Promise<{ id: string; rank: string }[]> =>
  withClient(todo.database?.adminUrl ?? '', async (client) => (await client.query('SELECT id, rank FROM todo WHERE owner_id = $1 ORDER BY rank COLLATE "C"', [ana.id])).rows);

describe('PUT /v1/todos/:id/position', () => {
  it('moves behind another todo, to the top, and nowhere', async () => {
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];

    expect((await move(a, b)).status).toBe(204);
    expect(await order()).toBe('bac');
    await move(c, null);
    expect(await order()).toBe('cba');
    await move(b, b);
    expect(await order()).toBe('cba');
    await move(c, a);
    expect(await order()).toBe('bac');
  });

  it('writes one row, and no version', async () => {
    const [a] = [await add('a'), await add('b'), await add('c')];
    const d = await add('d');
    const before = await ranks();
    await move(d, a);
    const after = await ranks();

    expect(after.filter(({ id, rank }) => before.find((row) => row.id === id)?.rank !== rank)).toHaveLength(1);
    expect((await list()).map(({ version }) => version)).toEqual([1, 1, 1, 1]);
  });

  it('refuses an anchor that is not there, or not theirs', async () => {
    const ben = await todo.user();
    const theirs = (await ben.post('/v1/todos', { title: 'x' })).body.id as string;
    const mine = await add('a');
    const { status, body } = await move(mine, theirs);

    expect(status).toBe(422);
    expect(body).toMatchObject({ code: 'anchor_not_found', errors: [{ pointer: '/after' }] });
  });

  it('leaves a total order after fifty simultaneous moves into the same gap', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 26; index++) ids.push(await add(String.fromCharCode(97 + index)));
    const [first = '', ...others] = ids;
    const moves = Array.from({ length: 50 }, (_, index) => move(others[index % others.length] ?? '', first));

    expect((await Promise.all(moves)).map(({ status }) => status)).toEqual(Array(50).fill(204));
    const rows = await ranks();
    expect(new Set(rows.map(({ rank }) => rank)).size).toBe(26);
    expect((await list()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect((await list())[0]?.id).toBe(first);
  });

  it('makes room again when hundreds of moves have used a gap up', async () => {
    const [a, b, c] = [await add('a'), await add('b'), await add('c')];
    for (let moves = 0; moves < 320; moves++) await move(moves % 2 ? b : c, a);

    expect(await order()).toBe('abc');
    expect(Math.max(...(await ranks()).map(({ rank }) => rank.length))).toBeLessThanOrEqual(64);
  });
});
