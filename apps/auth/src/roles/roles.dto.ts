import { z } from 'zod';
import type { Account } from '../accounts/account.entity.js';

/** What a role may do in this app. Other apps have lists of their own for the same roles. */
export const PERMISSIONS = {
  user: ['account:self'],
  admin: ['accounts:manage'],
} as const;

const Role = z.enum(['user', 'admin']);

export const SetRoles = z.strictObject({ roles: z.array(Role).max(2).transform((roles) => [...new Set(roles)].sort()) }).meta({ id: 'SetRoles' });
export type SetRolesBody = z.output<typeof SetRoles>;

export const AccountAnswer = z
  .object({ id: z.uuid(), email: z.string(), roles: z.array(z.string()), disabled: z.boolean(), createdAt: z.iso.datetime() })
  .meta({ id: 'Account' });
export type AccountView = z.output<typeof AccountAnswer>;

export const toView = ({ id, email, roles, disabledAt, createdAt }: Account): AccountView => ({
  id,
  email,
  roles,
  disabled: disabledAt !== null,
  createdAt: createdAt.toISOString(),
});
