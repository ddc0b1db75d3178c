import { authVariables } from '@roadmap/auth';
import { type Environment, readConfig } from '@roadmap/config';
import { httpVariables } from '@roadmap/http';
import { z } from 'zod';
import { listedApps } from './apps/listed-apps.js';

const variables = z.object({
  ...httpVariables(8080),
  ...authVariables,
  /** All apps of the system as a JSON array of `{ name, title, level, summary, url }`; the portal leaves itself out. */
  ROADMAP_APPS: listedApps('portal').default([]),
});

export type PortalConfig = z.output<typeof variables>;

export const readPortalConfig = (env: Environment): PortalConfig => readConfig(variables, env);
