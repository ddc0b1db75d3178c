import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEM_SCHEMA, problemResponse } from './openapi-problem.js';

/** Serves the app's OpenAPI 3.1 document, made from the routes and their zod schemas, at `/openapi.json`, and a page to try it at `/docs`, unless `page` is false. */
export function documentApi(nest: INestApplication, { title, description }: { title: string; description: string }, page: boolean): void {
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle(title).setDescription(description).setVersion('1').addBearerAuth().build();
  const make = () => withProblems(SwaggerModule.createDocument(nest, config, { standardSchemaConverter: toOpenApi }));
  SwaggerModule.setup('docs', nest, make, {
    jsonDocumentUrl: 'openapi.json',
    // TRAP: the page is served by a CommonJS package that requires an ES module, which Jest cannot load on Node 20; the document is not affected.
    ui: page,
    raw: ['json'],
  });
}

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks; schemas with an id become components. */
function toOpenApi(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io: schemaType, target: 'draft-2020-12', unrepresentable: 'any' });
  return { schema: json, components: $defs } as never;
}

/** Every operation can fail, and most of the ways follow from what it takes; a route says only what it adds (404, 409, 429 …). */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: structuredClone(PROBLEM_SCHEMA) as never } };
  for (const methods of Object.values(document.paths)) {
    for (const [method, operation] of Object.entries(methods as Record<string, Operation>)) {
      for (const status of commonProblems(operation)) operation.responses[status] ??= withoutStatus(problemResponse(status));
      operation.responses.default ??= { ...withoutStatus(problemResponse(0)), description: 'Any other error.' };
      if (method === 'get' && operation['x-etag']) operation.responses[304] ??= { description: 'You have this version: see If-None-Match.' };
    }
  }
  return document;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { 'x-access'?: string; 'x-etag'?: boolean };
type Response = Operation['responses'][string];

function commonProblems({ parameters = [], requestBody, ...operation }: Operation): number[] {
  const takes = (place: string, name?: string) => parameters.some((one) => 'in' in one && one.in === place && (name === undefined || one.name === name));
  return [
    ...(requestBody ? [400, 413, 415, 422] : []),
    ...(takes('query') ? [400] : []),
    ...(takes('path') ? [400, 404] : []), // an address that cannot be decoded; an id that cannot exist
    ...(takes('header', 'Idempotency-Key') ? [400, 422] : []),
    ...(operation['x-access'] === 'public' ? [] : [401, 403]),
    503,
  ];
}

const withoutStatus = ({ status: _, ...response }: ReturnType<typeof problemResponse>): Response => response as Response;
