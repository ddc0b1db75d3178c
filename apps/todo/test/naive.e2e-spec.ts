import { withClient } from '@roadmap/database';
import type { TestApp, TestClient } from '@roadmap/testing';
import { DataSource } from 'typeorm';
import { offsetPage } from '../naive/offset-pages.js';
import { unlockedMove } from '../naive/unlocked-move.js';
import { unlockedPatch } from '../naive/unlocked-patch.js';
import { startTodo } from './support/app.js';

let todo: TestApp;
let ana: TestClient;
let dataSource: DataSource;
beforeAll(async () => {
  todo = await startTodo();
  dataSource = todo.running.nest.get(DataSource);
});
beforeEach(async () => {
  ana = await todo.user();
});
afterAll(() => todo.stop());

const add = async (title: string): Promise<string> => (await ana.post('/v1/todos', { title })).body.id;

describe('the versions that everybody writes first', () => {
  it('lose an update: more than one of twenty writers is told that it won', async () => {
    const id = await add('a');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, writer) => unlockedPatch(dataSource, id, 1, `writer ${writer}`)));

    expect(answers.filter((answer) => answer === 'changed').length).toBeGreaterThan(1);
    expect((await ana.get(`/v1/todos/${id}`)).body.version).toBe(2);
  });

  it('lose a row between two pages when one of the first page is deleted', async () => {
    for (const title of ['a', 'b', 'c', 'd']) await add(title);
    const first = await offsetPage(dataSource, ana.id, 0, 2);
    await dataSource.query('DELETE FROM todo WHERE id = $1', [first[0]?.id]);
    const second = await offsetPage(dataSource, ana.id, 1, 2);

    expect([...first, ...second].map(({ title }) => title)).toEqual(['a', 'b', 'd']);
  });

  it('give two todos the same place', async () => {
    await withClient(todo.database?.adminUrl ?? '', (client) => client.query('DROP INDEX todo_owner_id_rank_idx'));
    const first = await add('first');
    const ids = [];
    for (let index = 0; index < 20; index++) ids.push(await add(`t${index}`));
    await Promise.all(ids.map((id) => unlockedMove(dataSource, ana.id, id, first)));
    const [{ places }] = await dataSource.query('SELECT COUNT(DISTINCT rank)::int AS places FROM todo WHERE owner_id = $1', [ana.id]);

    expect(places).toBeLessThan(21);
  });
});
