import { ConflictError } from '@roadmap/errors';

export class NoSecondFactor extends ConflictError {
  constructor() {
    super('no_second_factor', 'There is no authenticator app that recovery codes could stand in for.');
  }
}
