import { NotFoundError } from '@roadmap/errors';

export class ForeignInteraction extends NotFoundError {
  constructor() {
    super('no_such_interaction', 'This question was asked in another browser, or is too old. Go back to the app and try again.');
  }
}
