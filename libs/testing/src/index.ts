export { startTestApp, type TestApp, type TestAppOptions } from './start-test-app.js';
export { TestClient, type RequestOptions } from './test-client.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
export { testServices, type TestServices } from './test-services.js';
