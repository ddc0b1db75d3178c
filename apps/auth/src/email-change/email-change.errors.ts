import { ConflictError, GoneError } from '@roadmap/errors';

/** Unknown, used or too old: the link is good for nothing any more. */
export class LinkExpired extends GoneError {
  constructor() {
    super('link_expired', 'This link has been used or has expired.');
  }
}

/** Only said to who has shown that they read the mail of this address. */
export class EmailTaken extends ConflictError {
  constructor() {
    super('email_taken', 'Another account has this e-mail address.');
  }
}
