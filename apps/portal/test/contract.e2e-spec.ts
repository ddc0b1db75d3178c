import { describeAppContract } from '@roadmap/testing';
import { answers, FakeApp } from './support/fake-app.js';
import { listed, startPortal } from './support/portal.js';

const todo = await FakeApp.start(answers(200));
afterAll(() => todo.stop());

await describeAppContract({
  start: ({ env }) => startPortal([listed('todo', todo.url)], env),
  matrix: {
    'GET /api/apps': { public: 200 },
  },
});
