import { ConflictError, ForbiddenError } from '@roadmap/errors';

export class NotYourself extends ConflictError {
  constructor() {
    super('not_yourself', 'You cannot do this to your own account.');
  }
}

/** Else one administrator could do things in the name of another, and the log would say so. */
export class NotAnAdmin extends ForbiddenError {
  constructor() {
    super('not_an_admin', 'Administrators cannot be impersonated.');
  }
}

export class AccountDisabled extends ConflictError {
  constructor() {
    super('account_disabled', 'This account is disabled.');
  }
}
