import { ConflictError, MethodNotAllowedError, NotFoundError, TooManyRequestsError, UnauthenticatedError } from './app-error.js';
import { toProblem } from './problem.js';

const statusOf = (error: unknown) => toProblem(error, '/v1/things/1').problem.status;

describe('toProblem', () => {
  it('gives an error of ours its status, its code and its sentence', () => {
    expect(toProblem(new NotFoundError('thing_not_found', 'There is no such thing.'), '/v1/things/1')).toEqual({
      problem: {
        type: '/problems/thing_not_found',
        title: 'Not Found',
        status: 404,
        detail: 'There is no such thing.',
        instance: '/v1/things/1',
        code: 'thing_not_found',
      },
      headers: {},
      unexpected: false,
    });
  });

  it('adds the headers that a status demands', () => {
    expect(toProblem(new TooManyRequestsError('slow_down', 'Too fast.', { retryAfter: 7 }), '/').headers).toEqual({ 'retry-after': '7' });
    expect(toProblem(new MethodNotAllowedError('method', 'No.', { allow: ['GET', 'POST'] }), '/').headers).toEqual({ allow: 'GET, POST' });
    expect(toProblem(new UnauthenticatedError('no_token', 'Sign in.'), '/').headers).toEqual({ 'www-authenticate': 'Bearer' });
  });

  it('points at wrong fields', () => {
    const errors = [{ pointer: '/title', detail: 'is empty' }];
    expect(toProblem(new ConflictError('c', 'C.', { errors }), '/').problem.errors).toEqual(errors);
  });

  it('keeps the 4xx of the framework but not its words', () => {
    const fastify = Object.assign(new Error('Unexpected token s3cret in JSON'), { statusCode: 400 });
    expect(statusOf(fastify)).toBe(400);
    expect(JSON.stringify(toProblem(fastify, '/').problem)).not.toContain('s3cret');
    expect(statusOf({ getStatus: () => 415 })).toBe(415);
  });

  it('says nothing of an error it does not know', () => {
    const { problem, unexpected } = toProblem(new Error('relation "todo" does not exist at /srv/app.js:1'), '/x');
    expect(unexpected).toBe(true);
    expect(problem).toEqual({
      type: '/problems/internal_error',
      title: 'Internal Server Error',
      status: 500,
      detail: 'Something went wrong on our side.',
      instance: '/x',
      code: 'internal_error',
    });
  });

  it.each([undefined, null, 'text', 42, Symbol('s'), { statusCode: 200 }, { statusCode: 599 }, { statusCode: 'x' }])('survives a thrown %p', (thrown) => {
    expect(statusOf(thrown)).toBe(500);
  });

  it.each([
    { code: 'ECONNREFUSED' },
    { code: '57P01' },
    { message: 'Connection terminated unexpectedly' },
    { driverError: { code: '53300' } },
    { cause: { cause: { code: '08006' } } },
    new AggregateError([{ code: 'ECONNREFUSED' }]),
  ])('answers 503 with Retry-After when a dependency is away: %j', (error) => {
    expect(toProblem(error, '/')).toMatchObject({ problem: { status: 503 }, headers: { 'retry-after': '1' } });
  });

  it('does not mistake a broken constraint or a cycle of causes for an outage', () => {
    const cycle: { cause?: unknown } = {};
    cycle.cause = cycle;
    expect(statusOf({ code: '23505' })).toBe(500);
    expect(statusOf(cycle)).toBe(500);
  });
});
