import { z } from 'zod';
import { Email } from '../accounts/email.js';
import { GivenPassword, NewPassword } from '../accounts/password.js';

export const Register = z.strictObject({ email: Email, password: NewPassword }).meta({ id: 'Register' });
export type RegisterBody = z.output<typeof Register>;

export const Resend = z.strictObject({ email: Email }).meta({ id: 'ResendConfirmation' });
export type ResendBody = z.output<typeof Resend>;

export const Confirm = z
  .strictObject({
    token: z.string().max(100),
    password: GivenPassword.optional().describe('Needed where another browser than the one that registered confirms.'),
  })
  .meta({ id: 'ConfirmRegistration' });
export type ConfirmBody = z.output<typeof Confirm>;

/** The one answer to whatever is asked about an address. */
export const Accepted = z.object({ message: z.string() }).meta({ id: 'MailAccepted' });
export const ACCEPTED = { message: 'If this address can be used for this, a mail is on its way.' } as const;
export type AcceptedView = z.output<typeof Accepted>;

export const Confirmed = z.object({ id: z.uuid(), email: z.string() }).meta({ id: 'ConfirmedAccount' });
export type ConfirmedView = z.output<typeof Confirmed>;
