import { z } from 'zod';
import { Email } from '../accounts/email.js';
import { GivenPassword, NewPassword } from '../accounts/password.js';

export const AskReset = z.strictObject({ email: Email }).meta({ id: 'AskPasswordReset' });
export type AskResetBody = z.output<typeof AskReset>;

export const ConfirmReset = z.strictObject({ token: z.string().max(100), password: NewPassword }).meta({ id: 'ConfirmPasswordReset' });
export type ConfirmResetBody = z.output<typeof ConfirmReset>;

export const ChangePassword = z.strictObject({ currentPassword: GivenPassword, password: NewPassword }).meta({ id: 'ChangePassword' });
export type ChangePasswordBody = z.output<typeof ChangePassword>;
