import { UnauthenticatedError } from '@roadmap/errors';

/** Reading the mail is not enough: whoever registered chose the password, and may not be whoever reads the mail. */
export class RegistrantUnproved extends UnauthenticatedError {
  constructor() {
    super('registration_password_needed', 'Confirm in the browser in which you registered, or with the password you chose there.');
  }
}
