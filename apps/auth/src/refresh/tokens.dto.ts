import { z } from 'zod';

export const TokensAnswer = z
  .object({
    tokenType: z.literal('Bearer'),
    accessToken: z.string(),
    expiresIn: z.int().describe('Seconds until the access token expires.'),
    refreshToken: z.string().describe('Good once. Keep it where scripts of other origins cannot read it; not in localStorage.'),
  })
  .meta({ id: 'Tokens' });
export type TokensView = z.output<typeof TokensAnswer>;

export const Refresh = z.strictObject({ refreshToken: z.string().max(300) }).meta({ id: 'Refresh' });
export type RefreshBody = z.output<typeof Refresh>;
