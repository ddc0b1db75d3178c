import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { BadRequestError, type FieldError, NotFoundError, UnprocessableError } from '@roadmap/errors';
import { z } from 'zod';

/**
 * Checks and converts what a route receives by the zod schema named in `@Body({ schema })`, `@Query({ schema })` or `@Param('id', { schema })`. A body
 * that breaks its schema is 422, a query 400, and an id that cannot exist is the same 404 as one that does not.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  transform(value: unknown, { type, schema, data }: ArgumentMetadata & { schema?: unknown }): unknown {
    if (!(schema instanceof z.ZodType)) return value;
    const result = schema.safeParse(value);
    const errors = result.success ? unstorable(result.data, pointerOf[type]) : result.error.issues.slice(0, MAX_ERRORS).flatMap((issue) => fieldErrors(issue, pointerOf[type]));
    if (result.success && errors.length === 0) return result.data;
    if (type === 'param') throw new NotFoundError('not_found', 'There is nothing at this address.');
    if (type === 'body') throw new UnprocessableError('invalid_body', 'The body breaks the rules of this route.', { errors: errors.slice(0, MAX_ERRORS) });
    const where = data ? [{ pointer: `${pointerOf[type]}/${data}`, detail: errors[0]?.detail ?? 'is not valid' }] : errors;
    throw new BadRequestError('invalid_query', 'The query breaks the rules of this route.', { errors: where.slice(0, MAX_ERRORS) });
  }
}

/** Enough to mend a request; a body of 50,000 wrong items must not be answered by 50,000 sentences. */
const MAX_ERRORS = 20;
/** Deeper than any request of ours, and far from where a recursion ends in a crash. */
const MAX_DEPTH = 100;

const pointerOf = { body: '', query: '#query', param: '#path', custom: '#header' } as const;

function fieldErrors(issue: z.core.$ZodIssue, prefix: string): FieldError[] {
  const pointer = prefix + issue.path.map((part) => `/${escapePointer(String(part))}`).join('');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, MAX_ERRORS).map((key) => ({ pointer: `${pointer}/${escapePointer(key)}`, detail: 'is not a field of this route' }));
  }
  return [{ pointer, detail: issue.message }];
}

const escapePointer = (part: string): string => part.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');

/**
 * TRAP: JSON can carry a NUL and half a surrogate pair, PostgreSQL's text cannot: unchecked, the first is a 500 and the second is silently changed.
 */
function unstorable(value: unknown, pointer: string, depth = 0): FieldError[] {
  if (typeof value === 'string') return isStorable(value) ? [] : [{ pointer, detail: 'has a character that cannot be stored' }];
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  if (depth === MAX_DEPTH) return [{ pointer: '', detail: `is nested deeper than ${MAX_DEPTH} levels` }];
  return Object.entries(value).flatMap(([key, inner]) =>
    isStorable(key) ? unstorable(inner, `${pointer}/${escapePointer(key)}`, depth + 1) : [{ pointer, detail: 'has a field whose name cannot be stored' }],
  );
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
