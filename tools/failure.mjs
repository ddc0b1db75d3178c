// @ts-check

/** Something the reader can put right: shown as one line, without a stack. */
export class Failure extends Error {
  /**
   * @param {string} message one line: what is wrong, and the command or setting that mends it
   * @param {string} [details] output worth reading above it
   */
  constructor(message, details = '') {
    super(message);
    this.name = 'Failure';
    this.details = details;
  }
}

/** The reader asked us to stop (Ctrl-C, SIGTERM); not an error. */
export class Interrupted extends Error {
  constructor() {
    super('stopped');
    this.name = 'Interrupted';
  }
}

/**
 * Prints an error the way it deserves: a `Failure` as one line, a stop not at all, a bug with its stack.
 *
 * @param {unknown} error
 * @returns {number} the exit code
 */
export function report(error) {
  if (error instanceof Interrupted) return 0;
  if (!(error instanceof Failure)) console.error(error);
  else {
    if (error.details) console.error(error.details.trimEnd());
    console.error(error.message);
  }
  return 1;
}
