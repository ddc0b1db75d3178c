import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

/**
 * Statements straight to the app's connection pool, for the reads that are most of its traffic.
 *
 * WHY: to make entities of rows that nobody changes, and a query runner for each statement, costs more than the statement.
 */
@Injectable()
export class Rows {
  readonly #pool: Pool;

  constructor(@InjectDataSource() dataSource: DataSource) {
    this.#pool = poolOf(dataSource);
  }

  /** @param text SQL with `$1`, `$2`, … for the values, which never become part of it */
  async query<Row extends object>(text: string, values: unknown[]): Promise<Row[]> {
    return (await this.#pool.query<Row>(text, values)).rows;
  }
}

/** The pool behind TypeORM, so that both share its connections. */
export const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;
