/** Error codes of Node, PostgreSQL (class 08, 53, 57P and timeouts) and ioredis that mean "the other side is away or full", not "we are wrong". */
const DEPENDENCY_CODES = /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P0\w|57014|55P03|25P03)$/;

/** The same, from libraries that give a sentence instead of a code. */
const DEPENDENCY_MESSAGES =
  /^(Connection terminated|Connection ended unexpectedly|timeout exceeded when trying to connect|Connection is closed|Query read timeout|Client has encountered a connection error|Reached the max retries per request limit|Command timed out|Stream isn't writeable)/;

/**
 * True where the error, or what caused it, says that a database or another service could not be reached or had no room, so that trying again later
 * may help. A lost connection in the middle of a COMMIT is among them: the caller must not conclude that nothing happened.
 */
export function isDependencyFailure(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { code, message, cause, driverError, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && DEPENDENCY_CODES.test(code)) return true;
  if (typeof message === 'string' && DEPENDENCY_MESSAGES.test(message)) return true;
  const inner = [cause, driverError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((one) => one !== error && isDependencyFailure(one, depth + 1));
}
