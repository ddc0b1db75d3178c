import { authVariables } from '@roadmap/auth';
import { type Environment, readConfig } from '@roadmap/config';
import { databaseVariables } from '@roadmap/database';
import { httpVariables } from '@roadmap/http';
import { rateLimitVariables } from '@roadmap/rate-limit';
import { z } from 'zod';

const variables = z.object({
  ...httpVariables(3001),
  ...databaseVariables('todo'),
  ...authVariables,
  ...rateLimitVariables,
});

export type TodoConfig = z.output<typeof variables>;

export const readTodoConfig = (env: Environment): TodoConfig => readConfig(variables, env);
