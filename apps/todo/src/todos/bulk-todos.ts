import { Injectable } from '@nestjs/common';
import { AppError } from '@roadmap/errors';
import { ExpectedVersion } from '@roadmap/http';
import type { EntityManager } from 'typeorm';
import type { BulkOperation, BulkTodosBody, BulkView } from './todos.dto.js';
import { BulkRefused } from './todos.errors.js';
import { TodosService } from './todos.service.js';

/** Up to a hundred writes in one request and one transaction. */
@Injectable()
export class BulkTodos {
  constructor(private readonly todos: TodosService) {}

  /** In `atomic` mode the first failure undoes everything; in `each` mode it undoes its own operation, and is reported in its place. */
  async run(tx: EntityManager, ownerId: string, { mode, operations }: BulkTodosBody): Promise<BulkView> {
    const results: BulkView['results'] = [];
    for (const [index, operation] of operations.entries()) {
      try {
        // A transaction inside a transaction is a savepoint.
        results.push(await tx.transaction((savepoint) => this.#apply(savepoint, ownerId, operation)));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        if (mode === 'atomic') throw new BulkRefused(index, error);
        results.push({ status: error.status, code: error.code, detail: error.message });
      }
    }
    return { results };
  }

  async #apply(tx: EntityManager, ownerId: string, operation: BulkOperation): Promise<BulkView['results'][number]> {
    if (operation.op === 'create') return { status: 201, todo: await this.todos.create(tx, ownerId, operation.todo) };
    const expected = ExpectedVersion.of(operation.version);
    if (operation.op === 'patch') return { status: 200, todo: await this.todos.patchIn(tx, ownerId, operation.id, expected, operation.todo) };
    await this.todos.deleteIn(tx, ownerId, operation.id, expected);
    return { status: 204 };
  }
}
