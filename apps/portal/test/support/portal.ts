import type { Environment } from '@roadmap/config';
import { startTestApp, type TestApp } from '@roadmap/testing';
import { app } from '../../src/app.js';

/** An app for the list, as the launcher describes it. */
export const listed = (name: string, url: string, more: Record<string, unknown> = {}) => ({
  name,
  title: `The ${name} app`,
  level: 'beginner',
  summary: `Shows ${name}.`,
  url,
  ...more,
});

/** The real portal with these apps on its list. */
export const startPortal = (apps: object[], env: Environment = {}): Promise<TestApp> =>
  startTestApp(app, { env: { ROADMAP_APPS: JSON.stringify(apps), ...env } });
