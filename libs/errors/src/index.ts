export {
  AppError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  GoneError,
  MethodNotAllowedError,
  NotFoundError,
  PayloadTooLargeError,
  PreconditionFailedError,
  PreconditionRequiredError,
  TooManyRequestsError,
  UnauthenticatedError,
  UnavailableError,
  UnprocessableError,
  UnsupportedMediaTypeError,
  type ErrorDetails,
  type FieldError,
} from './app-error.js';
export { isDependencyFailure } from './dependency-failure.js';
export { toProblem, type Problem, type ProblemResponse } from './problem.js';
