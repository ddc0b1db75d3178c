import { ConflictError, NotFoundError, UnauthenticatedError } from '@roadmap/errors';

export class UnknownProvider extends NotFoundError {
  constructor() {
    super('unknown_provider', 'Nobody can sign in by way of this provider.');
  }
}

/** Says not what was wrong: who gets this with an honest provider is not who began. */
export class SocialSignInFailed extends UnauthenticatedError {
  constructor(cause?: unknown) {
    super('social_sign_in_failed', 'The sign-in did not work, was begun in another browser, or is too old. Try again.', { cause });
  }
}

export class SocialAddressUnproved extends ConflictError {
  constructor() {
    super('social_address_unproved', 'The other provider does not vouch for your e-mail address. Sign in or register here.');
  }
}

/** TRAP: an attacker leaves an unproved account on the victim's address and waits for the victim to come by way of a provider. */
export class SocialAccountUnproved extends ConflictError {
  constructor() {
    super('social_account_unproved', 'There is an account with your address that was never confirmed. Sign in to it first.');
  }
}
