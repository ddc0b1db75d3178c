/**
 * What the kit takes for a problem document.
 *
 * WHY: written down a second time. Compared with the app's own schema, a field that is dropped from both would be missed by nobody.
 */
export const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', pattern: '^/problems/[a-z0-9_]+$' },
    title: { type: 'string', minLength: 1 },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', minLength: 1 },
    instance: { type: 'string' },
    code: { type: 'string', pattern: '^[a-z0-9_]+$' },
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        additionalProperties: false,
        properties: { pointer: { type: 'string', pattern: '^($|/|#(path|query|header)/)' }, detail: { type: 'string', minLength: 1 } },
      },
    },
  },
};
