import { AppError, type FieldError } from './app-error.js';
import { isDependencyFailure } from './dependency-failure.js';

/** An RFC 9457 problem document. `type` is a stable URI reference, the last part of which is the error's code. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors?: FieldError[];
}

/** A problem with the headers that belong to its status. `unexpected` asks for a log line with the stack: the fault is ours. */
export interface ProblemResponse {
  problem: Problem;
  headers: Record<string, string>;
  unexpected: boolean;
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  417: 'Expectation Failed',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/**
 * The one translation of any thrown value to what the caller sees. Our own errors speak for themselves; a framework's 4xx keeps its status and gets a
 * sentence of ours; an unreachable dependency is a 503 that may be tried again; all else is a 500 that says nothing.
 *
 * @param error what was thrown
 * @param instance the path of the request, without its query
 */
export function toProblem(error: unknown, instance: string): ProblemResponse {
  if (error instanceof AppError) {
    const { errors, retryAfter, allow } = error.details;
    const headers: Record<string, string> = {};
    if (retryAfter !== undefined) headers['retry-after'] = String(retryAfter);
    if (allow) headers.allow = allow.join(', ');
    if (error.status === 401) headers['www-authenticate'] = 'Bearer';
    return { problem: problem(error.status, error.code, error.message, instance, errors), headers, unexpected: false };
  }
  if (isDependencyFailure(error)) {
    const detail = 'A service this needs cannot be reached. Try again shortly.';
    return { problem: problem(503, 'dependency_unavailable', detail, instance), headers: { 'retry-after': '1' }, unexpected: true };
  }
  const framework = frameworkProblem(error);
  if (framework) return { problem: problem(framework.status, framework.code, framework.detail, instance), headers: {}, unexpected: false };
  return { problem: problem(500, 'internal_error', 'Something went wrong on our side.', instance), headers: {}, unexpected: true };
}

function problem(status: number, code: string, detail: string, instance: string, errors?: FieldError[]): Problem {
  const title = TITLES[status] ?? 'Error';
  return { type: `/problems/${code}`, title, status, detail, instance, code, ...(errors && { errors }) };
}

/** Sentences for what Fastify and Nest refuse by themselves: theirs quote the input, ours does not. */
const FRAMEWORK_DETAILS: Record<number, { code: string; detail: string }> = {
  400: { code: 'malformed_request', detail: 'The request could not be read: it is not what its headers say it is.' },
  404: { code: 'not_found', detail: 'There is nothing at this address.' },
  413: { code: 'body_too_large', detail: 'The body is larger than this route takes.' },
  414: { code: 'uri_too_long', detail: 'A part of the address is too long.' },
  415: { code: 'unsupported_media_type', detail: 'This route reads application/json.' },
};

function frameworkProblem(error: unknown): { status: number; code: string; detail: string } | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { statusCode, status, getStatus } = error as { statusCode?: unknown; status?: unknown; getStatus?: unknown };
  const found = typeof getStatus === 'function' ? Number(getStatus.call(error)) : Number(statusCode ?? status);
  if (!Number.isInteger(found) || found < 400 || found > 499) return undefined;
  return { status: found, ...(FRAMEWORK_DETAILS[found] ?? { code: 'request_refused', detail: TITLES[found] ?? 'The request was refused.' }) };
}
