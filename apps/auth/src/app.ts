import { defineApp } from '@roadmap/http';
import { readAuthConfig } from './app.config.js';
import { AppModule } from './app.module.js';

export { database } from './database.js';

/** What starts this app: `main.ts` in a container, the launcher beside other apps, and the tests. */
export const app = defineApp({
  name: 'auth',
  title: 'Authentication',
  description: 'Who you are, proved: passwords, passkeys, second factors, sessions, and an OpenID Connect provider that other apps can trust by configuration.',
  readConfig: readAuthConfig,
  module: AppModule,
  forms: true,
});
