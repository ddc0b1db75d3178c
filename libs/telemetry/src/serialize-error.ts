/** An error as it is written to logs. Everything else an error carries stays out. */
export interface SerializedError {
  type: string;
  message: string;
  stack?: string;
  code?: string | number;
  cause?: SerializedError | string;
  errors?: (SerializedError | string)[];
}

const MAX_CAUSES = 5;
const MAX_TEXT = 8_192;

/**
 * A list of what is allowed rather than of what is not: `QueryFailedError.parameters`, `driverError.detail` ("Key (email)=(ana@…) already exists."), the request and
 * headers that HTTP clients hang on their errors are never written.
 */
export function serializeError(error: unknown, depth = 0): SerializedError | string {
  if (!isErrorLike(error)) return typeof error === 'string' ? error : typeOf(error);
  const code = read(error, 'code');
  const message = text(read(error, 'message'));
  const safe = withoutValues(message, code);
  const result: SerializedError = { type: typeOf(error), message: safe };
  const stack = text(read(error, 'stack'));
  // TRAP: the stack repeats the message.
  if (stack) result.stack = safe === message ? stack : stack.replace(message, () => safe);
  if (typeof code === 'string' || typeof code === 'number') result.code = code;
  if (depth >= MAX_CAUSES) return result;
  const cause = read(error, 'cause');
  if (isErrorLike(cause) || typeof cause === 'string') result.cause = serializeError(cause, depth + 1);
  const errors = read(error, 'errors');
  if (Array.isArray(errors)) result.errors = errors.filter(isErrorLike).slice(0, 10).map((one) => serializeError(one, depth + 1));
  return result;
}

/** PostgreSQL quotes the offending value in its data errors (class 22): `invalid input syntax for type uuid: "…"`. */
export function withoutValues(message: string, code: unknown): string {
  return typeof code === 'string' && /^22\w{3}$/.test(code) ? message.replace(/"[^]*"/, '"[value]"') : message;
}

// WHY: an error of another realm (a Jest sandbox, a vm) is not an `instanceof Error` of ours.
export function isErrorLike(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof Error) return true;
  return Object.prototype.toString.call(value) === '[object Error]' || (typeof read(value, 'message') === 'string' && typeof read(value, 'stack') === 'string');
}

function typeOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value;
  const name = text(read(read(value, 'constructor') as object, 'name')) || text(read(value, 'name')) || 'Error';
  return name === 'Error' ? text(read(value, 'name')) || name : name;
}

function read(object: unknown, key: string): unknown {
  try {
    return (object as Record<string, unknown> | null | undefined)?.[key];
  } catch {
    return undefined; // a getter that throws, a revoked proxy
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, MAX_TEXT) : '');
