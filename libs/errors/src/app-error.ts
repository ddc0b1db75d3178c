/** One wrong field of a request: a JSON pointer (RFC 6901) into the body, or `#query/limit`, `#header/if-match`, and why. */
export interface FieldError {
  pointer: string;
  detail: string;
}

/** What an error may say beside its sentence. */
export interface ErrorDetails {
  /** Wrong fields, for clients that point at them. */
  errors?: FieldError[];
  /** When trying again may help, in whole seconds: becomes `Retry-After`. */
  retryAfter?: number;
  /** The methods that exist on a path: becomes `Allow`. */
  allow?: string[];
  cause?: unknown;
}

/**
 * An error that is part of an API. `code` is stable and meant for programs, `message` for people: it is shown to the caller, so it names no row of
 * another user, no SQL and no path. Services throw subclasses; the HTTP status is given by the kind, here and nowhere else.
 *
 * @example
 * export class TodoNotFound extends NotFoundError {
 *   constructor() { super('todo_not_found', 'There is no such todo.'); }
 * }
 */
export abstract class AppError extends Error {
  abstract readonly status: number;
  readonly details: ErrorDetails;

  constructor(
    readonly code: string,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.details = details;
    this.name = new.target.name;
  }
}

/** The request cannot be understood: not JSON, not a cursor, not a query of ours. */
export class BadRequestError extends AppError {
  readonly status = 400;
}
/** Nobody is signed in, or the token is not (or no longer) good. */
export class UnauthenticatedError extends AppError {
  readonly status = 401;
}
/** Somebody is signed in and may not do this. */
export class ForbiddenError extends AppError {
  readonly status = 403;
}
/** No such thing, or not the caller's: the two must look the same. */
export class NotFoundError extends AppError {
  readonly status = 404;
}
/** The path exists, the method does not. */
export class MethodNotAllowedError extends AppError {
  readonly status = 405;
}
/** The state of the thing does not allow it now. */
export class ConflictError extends AppError {
  readonly status = 409;
}
/** It was here and is gone for good. */
export class GoneError extends AppError {
  readonly status = 410;
}
/** `If-Match` names a version that is not the current one. */
export class PreconditionFailedError extends AppError {
  readonly status = 412;
}
/** The body is larger than this route takes. */
export class PayloadTooLargeError extends AppError {
  readonly status = 413;
}
/** The body is of a type this route does not read. */
export class UnsupportedMediaTypeError extends AppError {
  readonly status = 415;
}
/** Well-formed, but its content breaks a rule of the API. */
export class UnprocessableError extends AppError {
  readonly status = 422;
}
/** This write must say which version it changes (`If-Match`). */
export class PreconditionRequiredError extends AppError {
  readonly status = 428;
}
/** Over the quota. */
export class TooManyRequestsError extends AppError {
  readonly status = 429;
}
/** A part this needs is down or overloaded; nothing was changed. */
export class UnavailableError extends AppError {
  readonly status = 503;
}
