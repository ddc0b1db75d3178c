import { NotFoundError } from '@roadmap/errors';

/** It does not exist, has ended, or is somebody else's: all look the same. */
export class SessionNotFound extends NotFoundError {
  constructor() {
    super('session_not_found', 'There is no such session.');
  }
}
