import { ConflictError, NotFoundError } from '@roadmap/errors';

export class AccountNotFound extends NotFoundError {
  constructor() {
    super('account_not_found', 'There is no such account.');
  }
}

/** Somebody would lock the last door from outside. */
export class LastAdmin extends ConflictError {
  constructor() {
    super('last_admin', 'This is the last account that may manage accounts.');
  }
}
