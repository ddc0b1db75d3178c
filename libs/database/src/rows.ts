import { AsyncResource } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

/**
 * Prepared statements straight to the app's connection pool, for the reads that are most of its traffic.
 *
 * WHY: to make entities of rows that nobody changes, and a query runner for each statement, costs more than the statement; and PostgreSQL plans a prepared
 * statement once per connection instead of once per request.
 */
@Injectable()
export class Rows {
  readonly #pool: Pool;
  readonly #names = new Map<string, string>();

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.#pool = poolOf(dataSource);
  }

  /**
   * @param text SQL with `$1`, `$2`, … for the values. TRAP: one of a fixed number of texts; a value that is made part of it is not only an injection, but a
   * prepared statement more, on every connection, for ever
   */
  async query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    let name = this.#names.get(text);
    if (!name) this.#names.set(text, (name = `rows_${this.#names.size}`));
    return (await this.#pool.query<Row>({ name, text, values })).rows;
  }
}

/** The pool behind TypeORM, so that both share its connections. */
export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;

/**
 * TRAP: who waits for a connection is called when another request gives one back, and so within that request's context: its trace, its log lines. Here the waiting
 * request keeps its own.
 */
export function keepContext(pool: Pool): void {
  const connect = pool.connect.bind(pool) as (callback?: (...args: unknown[]) => void) => unknown;
  pool.connect = ((callback?: (...args: unknown[]) => void) => connect(callback && AsyncResource.bind(callback))) as Pool['connect'];
}
