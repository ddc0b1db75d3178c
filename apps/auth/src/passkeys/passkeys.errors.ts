import { ConflictError, NotFoundError, UnauthenticatedError, UnavailableError, UnprocessableError } from '@roadmap/errors';

export class PasskeyNotFound extends NotFoundError {
  constructor() {
    super('passkey_not_found', 'There is no such passkey.');
  }
}

/** Whatever was wrong with it: the answer says no more than that. */
export class PasskeyRefused extends UnauthenticatedError {
  constructor(cause?: unknown) {
    super('passkey_refused', 'This passkey was not accepted. Try again, or sign in another way.', { cause });
  }
}

/** What the browser sent is no new passkey for this account and this moment. */
export class PasskeyNotMade extends UnprocessableError {
  constructor(cause?: unknown) {
    super('passkey_not_made', 'The passkey could not be verified. Try again.', { cause });
  }
}

export class PasskeyKnown extends ConflictError {
  constructor() {
    super('passkey_known', 'This passkey is registered already.');
  }
}

export class TooManyPasskeys extends ConflictError {
  constructor(limit: number) {
    super('too_many_passkeys', `An account has at most ${limit} passkeys. Remove one first.`);
  }
}

export class PasskeysUnavailable extends UnavailableError {
  constructor() {
    super('passkeys_unavailable', 'Passkeys need a host name, and this service is reached by an IP address.');
  }
}
