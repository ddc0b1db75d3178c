import { startTestApp, type TestApp, type TestAppOptions } from '@roadmap/testing';
import { app, database } from '../../src/app.js';

/** The real to-do app on a database of its own. */
export const startTodo = (options: TestAppOptions = {}): Promise<TestApp> => startTestApp(app, { database, ...options });
