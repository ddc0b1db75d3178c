import { ForbiddenError, UnauthenticatedError } from '@roadmap/errors';

/** What a route asks of the sign-in behind a token. */
export interface RecentAuth {
  /** How long ago it may be. */
  seconds: number;
  /** Ways of proving who one is (RFC 8176), all of which must have been used, e.g. `mfa`. */
  amr: readonly string[];
}

/** The token is good, and the sign-in behind it is too old or too weak for this (RFC 9470). */
export class InsufficientAuthentication extends UnauthenticatedError {
  constructor(readonly asked: RecentAuth) {
    super('insufficient_user_authentication', 'This needs you to have proved just now that it is you. Do so, and send the request again.');
  }

  /** The value of `WWW-Authenticate`, by which a client knows what to ask its user for. */
  get challenge(): string {
    const { seconds, amr } = this.asked;
    return [
      'Bearer error="insufficient_user_authentication"',
      'error_description="A more recent or stronger authentication is required"',
      `max_age="${seconds}"`,
      ...(amr.length > 0 ? [`acr_values="${amr.join(' ')}"`] : []),
    ].join(', ');
  }
}

/** An administrator acts as somebody, and this only they themselves may do. */
export class NotWhileImpersonating extends ForbiddenError {
  constructor() {
    super('impersonating', 'Only the person themselves may do this.');
  }
}
