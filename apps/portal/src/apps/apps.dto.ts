import { z } from 'zod';
import { level } from './listed-apps.js';

/** ready: takes work. starting: answers, but cannot work yet, or cannot just now. down: does not answer. */
export const Status = z.enum(['ready', 'starting', 'down']);
export type Status = z.output<typeof Status>;

export const AppAnswer = z
  .object({
    name: z.string(),
    title: z.string(),
    level,
    url: z.url(),
    docsUrl: z.url(),
    status: Status.describe('ready: takes work. starting: answers, but cannot work now. down: does not answer.'),
  })
  .meta({ id: 'App' });
export type AppView = z.output<typeof AppAnswer>;
