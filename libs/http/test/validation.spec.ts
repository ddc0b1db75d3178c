import type { RunningApp } from '../src/index.js';
import { startExample } from './support/example-app.js';
import { send } from './support/send.js';

let app: RunningApp;
beforeAll(async () => {
  app = await startExample();
});
afterAll(() => app.close());

const post = (body: unknown, path = '/v1/things') => send(app.url, 'POST', path, { body });
const pointersOf = ({ body }: { body: Record<string, unknown> }) => (body.errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer);

describe('a body', () => {
  it('arrives with its defaults', async () => {
    expect(await post({ title: 'a' })).toMatchObject({ status: 201, body: { title: 'a', tags: [] } });
  });

  it('that breaks its schema is 422 and every wrong field is pointed at, with / and ~ escaped', async () => {
    const answer = await post({ title: 1, tags: ['ok', 2], 'a/b~c': 3, 'x/y': 4 });
    expect(answer.status).toBe(422);
    expect(pointersOf(answer)).toEqual(['/title', '/tags/1', '/a~1b~0c', '/x~1y']);
  });

  it.each([
    ['a NUL', '{"title":"a\\u0000b"}', '/title'],
    ['half a surrogate pair', '{"title":"a","tags":["\\ud800"]}', '/tags/0'],
  ])('with %s in a text is 422', async (_, body, pointer) => {
    const answer = await post(body);
    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it.each(['{"deep":{"a\\u0000":1}}', '{"deep":{"\\udfff":1}}'])('with a field name that cannot be stored is 422: %s', async (body) => {
    const answer = await post(body, '/v1/things/loose');
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/deep']]);
  });

  it('of whole characters outside the basic plane is taken', async () => {
    expect((await post({ title: '👩‍👩‍👧 𝄞' })).status).toBe(201);
  });

  it('nested 40,000 deep is 422 and no crash', async () => {
    const answer = await post(`{"a":${'['.repeat(40_000)}${']'.repeat(40_000)}}`, '/v1/things/loose');
    expect([answer.status, answer.body.errors]).toEqual([422, [{ pointer: '', detail: 'is nested deeper than 100 levels' }]]);
  });

  it('with 8,000 wrong items is answered by at most 20 errors', async () => {
    const answer = await post(`{"many":[${'"\\u0000",'.repeat(8_000)}1]}`, '/v1/things/loose');
    expect([answer.status, pointersOf(answer)?.length]).toEqual([422, 20]);
  });
});

describe('a query', () => {
  it.each([
    ['limit=0', '#query/limit'],
    ['limit=101', '#query/limit'],
    ['limit=', '#query/limit'],
    ['limit=1.5', '#query/limit'],
    ['limit=5&limit=6', '#query/limit'],
    ['cursor=%00', '#query/cursor'],
    ['unknown=1', '#query/unknown'],
    ['__proto__=1', '#query/__proto__'],
  ])('?%s is 400', async (query, pointer) => {
    const answer = await send(app.url, 'GET', `/v1/things?${query}`);
    expect([answer.status, answer.body.code, pointersOf(answer)]).toEqual([400, 'invalid_query', [pointer]]);
  });
});

it('answers an id that cannot exist as one that does not', async () => {
  const { status, body } = await send(app.url, 'GET', '/v1/things/by-id/1');
  expect([status, body.code]).toEqual([404, 'not_found']);
});
