/** Where the PostgreSQL and the Redis of this test run are. */
export interface TestServices {
  /** Of a superuser. */
  databaseUrl: string;
  redisUrl: string;
}

/** @throws where the run was not given any: a test that needs a database does not pass without one */
export function testServices(): TestServices {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env;
  if (!databaseUrl || !redisUrl) {
    throw new Error('TEST_DATABASE_URL and TEST_REDIS_URL are not set. "npm test -- <project>" brings up both and runs the tests of one project.');
  }
  return { databaseUrl, redisUrl };
}
