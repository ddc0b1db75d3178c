import { NotFoundError, UnprocessableError } from '@roadmap/errors';

/** It does not exist, or belongs to somebody else: the two look the same. */
export class TodoNotFound extends NotFoundError {
  constructor() {
    super('todo_not_found', 'There is no such todo.');
  }
}

/** A todo is moved behind one that is not in the list. */
export class AnchorNotFound extends UnprocessableError {
  constructor() {
    super('anchor_not_found', 'There is no such todo to move behind.', { errors: [{ pointer: '/after', detail: 'is no todo of yours' }] });
  }
}

/** One operation of an atomic bulk request failed, and so none took effect. */
export class BulkRefused extends UnprocessableError {
  constructor(index: number, cause: Error) {
    super('bulk_refused', `Operation ${index} failed, so none took effect: ${cause.message}`, {
      errors: [{ pointer: `/operations/${index}`, detail: cause.message }],
      cause,
    });
  }
}
