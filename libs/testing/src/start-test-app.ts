import { randomUUID } from 'node:crypto';
import { signDemoToken } from '@roadmap/auth';
import { TestClock } from '@roadmap/clock';
import type { Environment } from '@roadmap/config';
import type { AppDatabase } from '@roadmap/database';
import type { App, RunningApp } from '@roadmap/http';
import { ApiDocument } from './contract/api-document.js';
import { ResponseContract } from './contract/response-contract.js';
import { TestClient } from './test-client.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';
import { testServices } from './test-services.js';

/** A real app, listening on a free port of this machine, on a database of its own and with time that stands still. */
export interface TestApp {
  url: string;
  running: RunningApp;
  clock: TestClock;
  database?: TestDatabase;
  /** The environment it was started with, to start another instance of it. */
  env: Environment;
  /** Nobody: no token. */
  anonymous: TestClient;
  /** A new person, or the one with this id again, with these roles; `user` where none are given. */
  user: (roles?: string[], id?: string) => Promise<TestClient>;
  users: (count: number) => Promise<TestClient[]>;
  stop: () => Promise<void>;
}

export interface TestAppOptions {
  database?: AppDatabase;
  env?: Environment;
  /** Path prefixes that are not part of the app's API, because a protocol of their own decides how answers look. */
  otherProtocols?: string[];
}

/** Starts an app for a suite: `let todo: TestApp; beforeAll(async () => { todo = await startTestApp(app, { database }); }); afterAll(() => todo.stop());` */
export async function startTestApp(app: App, options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.database && (await createTestDatabase(options.database));
  const clock = new TestClock();
  const env: Environment = {
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    REDIS_URL: testServices().redisUrl,
    REDIS_PREFIX: `test:${randomUUID()}:`,
    ...(database && { DATABASE_URL: database.url }),
    ...options.env,
  };
  const running = await app.start(env, { clock });
  const contract = new ResponseContract(await ApiDocument.of(running.url), options.otherProtocols);
  const user = async (roles = ['user'], id: string = randomUUID()): Promise<TestClient> => {
    return new TestClient(running.url, await signDemoToken({ sub: id, roles }, clock.now().getTime()), id, contract);
  };
  return {
    url: running.url,
    running,
    clock,
    database,
    env,
    anonymous: new TestClient(running.url, undefined, undefined, contract),
    user,
    users: (count) => Promise.all(Array.from({ length: count }, () => user())),
    stop: async () => {
      await running.close();
      await database?.drop();
    },
  };
}
