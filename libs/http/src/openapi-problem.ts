/** The schema of every error answer. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable, for programs.' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
} as const;

const DESCRIPTIONS: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'No token, or not a good one.',
  403: 'Signed in, and not allowed.',
  404: 'There is no such thing, or it is not yours.',
  409: 'Its state does not allow it now.',
  410: 'Gone for good.',
  412: 'Somebody changed it since you read it.',
  413: 'The body is too large.',
  415: 'Not a type this route reads.',
  422: 'The body breaks a rule.',
  428: 'If-Match is missing.',
  429: 'Over the quota.',
  503: 'A service this needs is away.',
};

/** The documentation of one error status, for `@ApiResponse`. */
export const problemResponse = (status: number) => ({
  status,
  description: DESCRIPTIONS[status] ?? 'An error.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
