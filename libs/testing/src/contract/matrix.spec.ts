import { ApiDocument, type Operation } from './api-document.js';
import { matrixProblems, OWNED, SIGNED_IN } from './matrix.js';

const documentOf = (method: string, path: string, operation: Partial<Operation>) =>
  new ApiDocument({ info: { title: 'a' }, paths: { [path]: { [method]: { responses: {}, ...operation } as Operation } } });
const given = () => Promise.resolve({ id: '1' });

describe('matrixProblems', () => {
  const read = documentOf('get', '/v1/a/{id}', { 'x-access': 'a:read' });

  it('is content with a complete row', () => {
    expect(matrixProblems(read, { 'GET /v1/a/{id}': { ...OWNED, owner: 200, given } })).toEqual([]);
  });

  it('names a route without a row, and a row without a route', () => {
    expect(matrixProblems(read, { 'GET /v1/b': { public: 200 } })).toEqual([
      'GET /v1/a/{id} has no row in the matrix: say what anonymous, powerless, owner and stranger get',
      'GET /v1/b: there is no such route any more',
    ]);
  });

  it('wants the answer to a stranger wherever an object is named', () => {
    expect(matrixProblems(read, { 'GET /v1/a/{id}': { ...SIGNED_IN, owner: 200, given } })).toEqual(['GET /v1/a/{id} names an object: its row must say what a stranger gets']);
  });

  it('wants a route to be open on purpose, and not by mistake', () => {
    const open = documentOf('get', '/v1/a', { 'x-access': 'public' });
    expect(matrixProblems(open, { 'GET /v1/a': { ...SIGNED_IN, owner: 200 } })).toEqual(['GET /v1/a is open to everybody: its row must say `public`, so that this is on purpose']);
    expect(matrixProblems(open, { 'GET /v1/a': { public: 200 } })).toEqual([]);
    expect(matrixProblems(documentOf('get', '/v1/a', {}), { 'GET /v1/a': { public: 200 } })).toContain('GET /v1/a says neither @Public() nor @RequirePermission(): it is unguarded');
  });

  it('wants every POST to say how it bears repetition', () => {
    const post = documentOf('post', '/v1/a', { 'x-access': 'a:write' });
    expect(matrixProblems(post, { 'POST /v1/a': { ...SIGNED_IN, owner: 201 } })).toEqual(['POST /v1/a is a POST that says neither @Idempotent() nor @RepeatsSafely()']);
  });
});
