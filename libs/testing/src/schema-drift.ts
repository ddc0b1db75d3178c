import type { DataSource } from 'typeorm';

/** The SQL that would make the tables what the entities say they are. Empty: the migrations make everything that is queried. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
