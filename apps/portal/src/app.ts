import { defineApp } from '@roadmap/http';
import { readPortalConfig } from './app.config.js';
import { AppModule } from './app.module.js';

/** What starts this app: `main.ts` in a container, the launcher beside other apps, and the tests. */
export const app = defineApp({
  name: 'portal',
  title: 'Portal',
  description: 'The front door: every app of the system with its address and its health, measured live. For people at /, for programs at /api/apps.',
  readConfig: readPortalConfig,
  module: AppModule,
  page: true,
});
