import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { PROBLEM_SCHEMA } from './openapi-problem.js';

/** Serves the app's OpenAPI 3.1 document, made from the routes and their zod schemas, at `/openapi.json`, and a page to try it at `/docs`. */
export function documentApi(nest: INestApplication, { title, description }: { title: string; description: string }): void {
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle(title).setDescription(description).setVersion('1').addBearerAuth().build();
  const make = () => withProblems(SwaggerModule.createDocument(nest, config, { standardSchemaConverter: toOpenApi }));
  SwaggerModule.setup('docs', nest, make, {
    jsonDocumentUrl: 'openapi.json',
    // TRAP: the page is served by a CommonJS package that requires an ES module, which Jest cannot load on Node 20; the document is not affected.
    ui: !process.env.JEST_WORKER_ID,
    raw: ['json'],
  });
}

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks; schemas with an id become components. */
function toOpenApi(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _, $defs = {}, ...json } = z.toJSONSchema(schema, { io: schemaType, target: 'draft-2020-12', unrepresentable: 'any' });
  return { schema: json, components: $defs } as never;
}

/** Every operation can fail; which ways is said where a route adds more, these hold for all. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: structuredClone(PROBLEM_SCHEMA) as never } };
  return document;
}
