import { UnauthenticatedError } from '@roadmap/errors';

/** TRAP: "no such user" and "wrong password" are two answers where there may be only one. */
export class InvalidCredentials extends UnauthenticatedError {
  constructor() {
    super('invalid_credentials', 'The address or the password is not right.');
  }
}

export class InvalidChallenge extends UnauthenticatedError {
  constructor() {
    super('invalid_challenge', 'This sign-in has expired or was tried too often. Start again.');
  }
}

export class InvalidSecondFactor extends UnauthenticatedError {
  constructor() {
    super('invalid_second_factor', 'This code is not right, or was used before.');
  }
}
