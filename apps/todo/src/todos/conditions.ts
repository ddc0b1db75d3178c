/** A WHERE clause that grows: what the caller gave goes into `values`, and only numbers of places into the text. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  constructor(sql: string, ...values: unknown[]) {
    this.and(sql, ...values);
  }

  /** @param sql with a `?` for each value */
  and(sql: string, ...values: unknown[]): this {
    this.#parts.push(sql.replaceAll('?', () => `$${this.values.push(values.shift())}`));
    return this;
  }

  get where(): string {
    return this.#parts.join(' AND ');
  }
}
