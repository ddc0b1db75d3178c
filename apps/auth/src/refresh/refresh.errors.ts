import { UnauthenticatedError } from '@roadmap/errors';

/** Unknown, used, expired, revoked: a caller learns only that they have to sign in. */
export class InvalidRefreshToken extends UnauthenticatedError {
  constructor() {
    super('invalid_refresh_token', 'The refresh token is not good. Sign in again.');
  }
}
