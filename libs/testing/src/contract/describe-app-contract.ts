import { DataSource } from 'typeorm';
import { schemaDrift } from '../schema-drift.js';
import type { TestApp, TestAppOptions } from '../start-test-app.js';
import { describeAccess } from './access.contract.js';
import { AppUnderContract } from './app-under-contract.js';
import { describeBadAddresses, describeMethods } from './bad-address.contract.js';
import { describeBadBodies } from './bad-body.contract.js';
import { describeBadHttp } from './bad-http.contract.js';
import { describeIdempotency, describeNaturalIdempotency } from './idempotency.contract.js';
import { isList, type Matrix, matrixProblems, rowProblems } from './matrix.js';
import { describePagination } from './pagination.contract.js';
import { describeConditionalRead, describeConditionalWrite } from './precondition.contract.js';
import { describeQuota } from './quota.contract.js';
import { Route } from './route.js';

export interface AppContractOptions {
  /** Starts the app; the kit adds settings of its own, so hand the options on to `startTestApp`. */
  start: (options: TestAppOptions) => Promise<TestApp>;
  matrix: Matrix;
}

/**
 * Tests what every app promises, route by route, from its OpenAPI document: who may call it, what bad requests get, pages, idempotency, ETags, quotas, and
 * that each answer is the one documented. A route that the matrix does not answer for fails. Await it at the top of a test file: which tests there are
 * depends on the document, so the app is started first.
 *
 * @example
 * await describeAppContract({ start: startTodo, matrix: { 'GET /v1/todos/{id}': { ...OWNED, owner: 200, given: aTodo } } });
 */
export async function describeAppContract({ start, matrix }: AppContractOptions): Promise<void> {
  const app = await AppUnderContract.start(start);

  describe(`The contract of the ${app.document.title}`, () => {
    afterAll(() => app.stop());

    it('has an answer in the matrix for every route, and no other', () => {
      expect(matrixProblems(app.document, matrix)).toEqual([]);
    });

    if (app.test.database) {
      it('reads no column that no migration makes', async () => {
        expect(await schemaDrift(app.test.running.nest.get(DataSource, { strict: false }))).toEqual([]);
      });
    }

    for (const operation of app.document.operations) {
      const row = matrix[operation.key];
      if (row && rowProblems(operation, row).length === 0) describe(operation.key, () => describeRoute(new Route(app, operation, row)));
    }

    describe('What is hardly a request', () => describeBadHttp(app));

    it('is alive after all of this', async () => {
      expect((await app.nobody().get('/livez')).status).toBe(200);
    });
  });
}

function describeRoute(route: Route): void {
  const { operation, row, bodySchema } = route;
  describeAccess(route);
  describeBadAddresses(route);
  describeMethods(route, operation);
  if (bodySchema) describeBadBodies(route, bodySchema);
  if (isList(operation)) describePagination(route);
  if (operation['x-idempotency'] === 'key' && row.effects) describeIdempotency(route, row.effects);
  if (operation['x-idempotency'] === 'natural') describeNaturalIdempotency(route);
  if (operation.responses[304]) describeConditionalRead(route);
  if (route.needsIfMatch) describeConditionalWrite(route);
  if (operation['x-rate-limit']) describeQuota(route, operation['x-rate-limit']);
}
