import { defineApp } from '@roadmap/http';
import { readTodoConfig } from './app.config.js';
import { AppModule } from './app.module.js';

export { database } from './database.js';

/** What starts this app: `main.ts` in a container, the launcher beside other apps, and the tests. */
export const app = defineApp({
  name: 'todo',
  title: 'To-do API',
  description: 'A to-do list that survives races, retries and time zones. The Todo-Backend contract stands open at /todo-backend/{sandbox}.',
  readConfig: readTodoConfig,
  module: AppModule,
  openTo: ['/todo-backend/'],
});
