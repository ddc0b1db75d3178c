import { serializeError } from './serialize-error.js';

/** As TypeORM throws it. */
class QueryFailedError extends Error {
  readonly code = '23505';
  readonly parameters = ['canary-parameter'];
  readonly driverError = { detail: 'Key (email)=(canary-detail) already exists.', where: 'canary-where' };
  constructor(
    message = 'duplicate key value violates unique constraint "user_email"',
    readonly query = "INSERT INTO t VALUES ('canary-query')",
  ) {
    super(message);
  }
}

describe('serializeError', () => {
  it('writes type, message, stack and code, and nothing else', () => {
    const error = Object.assign(new QueryFailedError(), { response: { headers: { authorization: 'canary-header' } } });
    const safe = serializeError(error);
    expect(safe).toEqual({ type: 'QueryFailedError', message: error.message, stack: error.stack, code: '23505' });
    expect(JSON.stringify(safe)).not.toContain('canary');
  });

  it('follows causes and the errors of an AggregateError, with the same care', () => {
    const error = new AggregateError([new QueryFailedError(), 'not an error'], 'all failed', { cause: new Error('outer', { cause: new QueryFailedError() }) });
    expect(serializeError(error)).toMatchObject({
      type: 'AggregateError',
      errors: [{ type: 'QueryFailedError' }],
      cause: { type: 'Error', message: 'outer', cause: { type: 'QueryFailedError', code: '23505' } },
    });
    expect(JSON.stringify(serializeError(error))).not.toContain('canary');
  });

  it('takes the value out of what PostgreSQL could not read', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "canary"'), { code: '22P02' });
    const safe = JSON.stringify(serializeError(error));
    expect(safe).toContain('invalid input syntax for type uuid');
    expect(safe).not.toContain('canary');
  });

  it('ends: cycles of causes, getters that throw, what is not an error', () => {
    const cycle = new Error('a');
    cycle.cause = new Error('b', { cause: cycle });
    expect(JSON.stringify(serializeError(cycle)).length).toBeLessThan(20_000);
    const broken = Object.defineProperty(new Error('a'), 'message', {
      get() {
        throw new Error('b');
      },
    });
    expect(serializeError(broken)).toMatchObject({ type: 'Error', message: '' });
    expect([serializeError(undefined), serializeError(null), serializeError('text'), serializeError({ a: 1 })]).toEqual(['undefined', 'object', 'text', 'Object']);
  });
});
