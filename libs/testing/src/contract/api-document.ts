import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** A JSON Schema, as far as the kit looks into it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  default?: unknown;
  maximum?: number;
  properties?: Record<string, Schema>;
  [keyword: string]: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  schema?: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

/** One method on one path of the document. */
export interface Operation {
  /** `GET /v1/todos/{id}`: also its name in the matrix. */
  key: string;
  method: string;
  path: string;
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
  'x-access'?: string;
  'x-idempotency'?: 'key' | 'natural';
  'x-rate-limit'?: { requests: number; seconds: number };
}

interface Json {
  info: { title: string };
  components?: object;
  paths: Record<string, Record<string, Operation>>;
}

/** An app's OpenAPI document, with the questions that tests ask of it. */
export class ApiDocument {
  readonly title: string;
  readonly operations: Operation[];
  readonly #components: object | undefined;
  readonly #validators = new Map<Schema, ValidateFunction>();
  readonly #textValidators = new Map<Schema, ValidateFunction>();
  // A query arrives as text, so `limit=2` is the number it looks like.
  readonly #strict = formats.default(new Ajv2020({ strict: false, validateSchema: false, allErrors: true }));
  readonly #coercing = formats.default(new Ajv2020({ strict: false, validateSchema: false, coerceTypes: true }));

  constructor(json: Json) {
    this.title = json.info.title;
    this.#components = json.components;
    this.operations = Object.entries(json.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, path, method: method.toUpperCase(), key: `${method.toUpperCase()} ${path}` })),
    );
  }

  static async of(url: string): Promise<ApiDocument> {
    return new ApiDocument((await (await fetch(`${url}/openapi.json`)).json()) as Json);
  }

  /** The operation that answers a request; a path with fewer parameters goes first, as in the router. */
  find(method: string, pathname: string): Operation | undefined {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = this.#at(pathname).filter((operation) => operation.method === wanted);
    return found.sort((a, b) => pathParameters(a).length - pathParameters(b).length)[0];
  }

  /** What `Allow` must say at an address. */
  methodsAt(pathname: string): string[] {
    const methods = new Set(this.#at(pathname).map(({ method }) => method));
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods].sort();
  }

  /** Why `value` is not what the schema says; undefined where it is. */
  complaint(schema: Schema, value: unknown): string | undefined {
    const validate = this.#compile(schema);
    return validate(value) ? undefined : this.#strict.errorsText(validate.errors, { dataVar: 'body' });
  }

  accepts(schema: Schema, value: unknown): boolean {
    return this.complaint(schema, value) === undefined;
  }

  /** The same for a text in an address. */
  acceptsText(schema: Schema, value: string): boolean {
    let validate = this.#textValidators.get(schema);
    if (!validate) this.#textValidators.set(schema, (validate = this.#coercing.compile({ properties: { value: schema }, components: this.#components })));
    return validate({ value });
  }

  /** Follows a `$ref`. */
  resolve(schema: Schema): Schema {
    if (!schema.$ref) return schema;
    const parts = schema.$ref.replace('#/components/', '').split('/');
    return this.resolve(parts.reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], this.#components) as Schema);
  }

  #at(pathname: string): Operation[] {
    return this.operations.filter(({ path }) => pattern(path).test(pathname));
  }

  #compile(schema: Schema): ValidateFunction {
    let validate = this.#validators.get(schema);
    if (!validate) this.#validators.set(schema, (validate = this.#strict.compile({ ...schema, components: this.#components })));
    return validate;
  }
}

export const bodySchema = (operation: Operation): Schema | undefined => operation.requestBody?.content?.['application/json']?.schema;
export const parametersIn = (operation: Operation, place: Parameter['in']): Parameter[] => operation.parameters?.filter((one) => one.in === place) ?? [];
export const pathParameters = ({ path }: Operation): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
export const takesHeader = (operation: Operation, name: string): boolean =>
  parametersIn(operation, 'header').some((one) => one.name.toLowerCase() === name.toLowerCase());

const pattern = (path: string): RegExp => new RegExp(`^${path.replace(/[.+*?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);
