import { pageOf, pageQuery } from '@roadmap/http';
import { z } from 'zod';
import type { Account } from '../accounts/account.entity.js';

export const ListAccounts = z.strictObject({
  ...pageQuery,
  email: z.string().trim().min(1).max(254).optional().describe('The beginning of the address.'),
  status: z.enum(['active', 'disabled']).optional(),
  role: z.string().max(50).optional(),
});
export type ListAccountsQuery = z.output<typeof ListAccounts>;

export const Reason = z.strictObject({ reason: z.string().trim().min(3).max(500).describe('Kept in the audit log. No personal data.') }).meta({ id: 'Reason' });
export type ReasonBody = z.output<typeof Reason>;

export const AccountAnswer = z
  .object({
    id: z.uuid(),
    email: z.string(),
    emailVerified: z.boolean(),
    roles: z.array(z.string()),
    disabledAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ManagedAccount' });
export type AccountView = z.output<typeof AccountAnswer>;
export const AccountPage = pageOf(AccountAnswer, 'ManagedAccountPage');

export const Impersonation = z
  .object({ accessToken: z.string(), tokenType: z.literal('Bearer'), expiresIn: z.int() })
  .meta({ id: 'Impersonation', description: 'Its claim `act` says who is behind it. It cannot be refreshed.' });
export type ImpersonationView = z.output<typeof Impersonation>;

export const toView = ({ id, email, emailVerifiedAt, roles, disabledAt, createdAt }: Account): AccountView => ({
  id,
  email,
  emailVerified: emailVerifiedAt !== null,
  roles,
  disabledAt: disabledAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});
