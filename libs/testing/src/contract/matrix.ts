import { type ApiDocument, bodySchema, type Operation, parametersIn, pathParameters } from './api-document.js';
import type { Caller } from './caller.js';

/** The object a route needs: the path's parameters by name and, for a route with `If-Match`, its `etag`. */
export type Given = Record<string, string>;

/** What one route answers, and what the kit must know to ask it. Start from {@link OWNED} or {@link SIGNED_IN}. */
export interface Row {
  /** The status for somebody without a token. */
  anonymous?: number;
  /** For somebody signed in whose roles allow nothing. */
  powerless?: number;
  /** For the one who made the object, or for anybody with the permission where there is none. */
  owner?: number;
  /** For somebody else with the permission, on the owner's object. The very same answer as for an object that does not exist. */
  stranger?: number;
  /** Instead of the four: anybody may call this, on purpose, and gets this status. */
  public?: number;
  /** Roles of owner and stranger; `['user']` where none are given. */
  roles?: string[];
  /** Makes the object that the path names. */
  given?: (user: Caller) => Promise<Given>;
  /** A valid body that has an effect. */
  body?: unknown;
  /** A public contract may say that fields it does not know are left out instead of refused. */
  ignoresUnknownFields?: true;
  /** For a list with a cursor: adds a row, returns its id, and takes it away again. */
  rows?: { add: (user: Caller) => Promise<string>; remove: (user: Caller, id: string) => Promise<unknown> };
  /** For a POST with an `Idempotency-Key`: how many effects there are. */
  effects?: (user: Caller, given: Given) => Promise<number>;
}

/** Rows by route: `'GET /v1/todos/{id}': { ...OWNED, owner: 200, given: aTodo }`. */
export type Matrix = Record<string, Row>;

/** Needs a permission. */
export const SIGNED_IN = { anonymous: 401, powerless: 403 } as const;
/** Needs a permission, and the object is its owner's alone. */
export const OWNED = { ...SIGNED_IN, stranger: 404 } as const;

/** What is missing or wrong in a matrix, one sentence each. Empty: every route has its answer. */
export function matrixProblems({ operations }: ApiDocument, matrix: Matrix): string[] {
  const keys = operations.map(({ key }) => key);
  const orphans = Object.keys(matrix).filter((key) => !keys.includes(key));
  return [...operations.flatMap((operation) => rowProblems(operation, matrix[operation.key])), ...orphans.map((key) => `${key}: there is no such route any more`)];
}

/** The same for one route. */
export function rowProblems(operation: Operation, row: Row | undefined): string[] {
  const { key, method } = operation;
  const access = operation['x-access'];
  const isPublic = access === 'public';
  const problems: [boolean, string][] = [
    [access === undefined, 'says neither @Public() nor @RequirePermission(): it is unguarded'],
    [row === undefined, 'has no row in the matrix: say what anonymous, powerless, owner and stranger get'],
    [method === 'POST' && !operation['x-idempotency'], 'is a POST that says neither @Idempotent() nor @RepeatsSafely()'],
  ];
  if (row) {
    const parameters = pathParameters(operation);
    problems.push(
      [isPublic && row.public === undefined, 'is open to everybody: its row must say `public`, so that this is on purpose'],
      [!isPublic && row.public !== undefined, `needs ${access}, and its row says that it is public`],
      [!isPublic && (row.anonymous === undefined || row.powerless === undefined || row.owner === undefined), 'must say what anonymous, powerless and owner get'],
      [!isPublic && parameters.length > 0 && row.stranger === undefined, 'names an object: its row must say what a stranger gets'],
      [parameters.length > 0 && !row.given, `needs \`given\` to make ${parameters.join(', ')}`],
      [bodySchema(operation) !== undefined && row.body === undefined, 'needs a valid `body`'],
      [isList(operation) && !row.rows, 'is a list with a cursor: it needs `rows`'],
      [operation['x-idempotency'] === 'key' && !row.effects, 'takes an Idempotency-Key: it needs `effects`'],
    );
  }
  return problems.filter(([wrong]) => wrong).map(([, sentence]) => `${key} ${sentence}`);
}

/** True for a GET with `cursor` and `limit`. */
export const isList = (operation: Operation): boolean => {
  const names = parametersIn(operation, 'query').map(({ name }) => name);
  return operation.method === 'GET' && names.includes('cursor') && names.includes('limit');
};
