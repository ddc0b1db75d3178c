import { ConflictError, UnprocessableError } from '@roadmap/errors';

export class TotpAlreadyOn extends ConflictError {
  constructor() {
    super('totp_already_on', 'An authenticator app is set up already. Remove it first.');
  }
}

export class TotpNotBegun extends ConflictError {
  constructor() {
    super('totp_not_begun', 'No authenticator app is being set up. Begin again.');
  }
}

export class WrongCode extends UnprocessableError {
  constructor() {
    super('wrong_code', 'This code is not right, or it was used before. Wait for the next one.', { errors: [{ pointer: '/code', detail: 'is not right' }] });
  }
}
