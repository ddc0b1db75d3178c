import { ApiDocument, type Operation } from './api-document.js';
import { type Answer, ResponseContract } from './response-contract.js';

const thing = { type: 'object', required: ['id'], properties: { id: { type: 'integer' } }, additionalProperties: false };
const aProblem = { content: { 'application/problem+json': { schema: { type: 'object' } } } };
const contract = new ResponseContract(
  new ApiDocument({
    info: { title: 'things' },
    paths: { '/v1/things/{id}': { get: { responses: { 200: { content: { 'application/json': { schema: thing } } }, 204: {}, 404: aProblem, default: aProblem } } as unknown as Operation } },
  }),
);

const answer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
  text: body === undefined ? '' : JSON.stringify(body),
});
const problem = (status: number, different: object = {}) => ({ type: '/problems/gone_away', title: 'T', status, detail: 'D.', instance: '/v1/things/1', code: 'gone_away', ...different });
const complaint = (given: Answer): string | undefined => {
  try {
    contract.check('GET', '/v1/things/1?a=b', given);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('ResponseContract', () => {
  it('lets pass what is documented', () => {
    expect([answer(200, { id: 1 }), answer(204, undefined), answer(404, problem(404)), answer(503, problem(503))].map(complaint)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it.each<[string, Answer, string]>([
    ['a status that is not declared', answer(201, { id: 1 }), 'does not declare 201'],
    ['a 4xx that only `default` covers', answer(409, problem(409)), 'does not declare 409'],
    ['a property that is missing', answer(200, {}), "must have required property 'id'"],
    ['a property that is not declared', answer(200, { id: 1, rank: 'a' }), 'must NOT have additional properties'],
    ['a property of another type', answer(200, { id: 'one' }), 'body/id must be integer'],
    ['a body where none is declared', answer(204, { id: 1 }), 'declared without a body'],
    ['another type of content', answer(200, { id: 1 }, { 'content-type': 'text/html' }), 'came as text/html'],
    ['an error that is no problem', answer(404, problem(404), { 'content-type': 'application/json' }), 'an error is application/problem+json'],
    ['a problem without a code', answer(404, problem(404, { code: undefined })), "must have required property 'code'"],
    ['a problem about another status', answer(404, problem(400)), 'its status says 400'],
    ['a problem about another address', answer(404, problem(404, { instance: '/v1/things/2' })), 'its instance is /v1/things/2'],
    ['a stack', answer(503, problem(503, { detail: 'Error: no\n    at run (/srv/app.js:1:2)' })), 'something of our inside'],
    ['SQL', answer(503, problem(503, { detail: 'SELECT a FROM b failed' })), 'something of our inside'],
    ['a 401 that does not say how to sign in', answer(401, problem(401)), 'the header www-authenticate is missing'],
  ])('refuses %s', (_, given, wanted) => {
    expect(complaint(given)).toContain(wanted);
  });
});
