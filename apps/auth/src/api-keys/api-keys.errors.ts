import { ConflictError, NotFoundError, UnauthenticatedError } from '@roadmap/errors';

export class ApiKeyNotFound extends NotFoundError {
  constructor() {
    super('api_key_not_found', 'There is no such API key.');
  }
}

/** Unknown, wrong, expired, revoked, or its owner is disabled: all the same from outside. */
export class InvalidApiKey extends UnauthenticatedError {
  constructor() {
    super('invalid_api_key', 'This API key is not good.');
  }
}

export class TooManyApiKeys extends ConflictError {
  constructor(limit: number) {
    super('too_many_api_keys', `An account has at most ${limit} API keys. Revoke one first.`);
  }
}

export class ApiKeyNotRotatable extends ConflictError {
  constructor() {
    super('api_key_not_rotatable', 'This API key has been rotated or revoked, or has expired.');
  }
}
