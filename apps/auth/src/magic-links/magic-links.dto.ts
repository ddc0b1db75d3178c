import { z } from 'zod';
import { Email } from '../accounts/email.js';

export const AskLink = z.strictObject({ email: Email }).meta({ id: 'AskMagicLink' });
export type AskLinkBody = z.output<typeof AskLink>;

export const UseLink = z.strictObject({ token: z.string().max(100) }).meta({ id: 'UseMagicLink' });
export type UseLinkBody = z.output<typeof UseLink>;
