import { z } from 'zod';

const at = z.iso.datetime();
const maybe = at.nullable();

export const AccountExportAnswer = z
  .object({
    exportedAt: at,
    account: z.object({ id: z.uuid(), email: z.string(), emailVerifiedAt: maybe, roles: z.array(z.string()), createdAt: at, hasPassword: z.boolean() }),
    authenticatorApp: z.object({ createdAt: at, confirmedAt: maybe }).nullable(),
    passkeys: z.array(z.object({ name: z.string(), createdAt: at, lastUsedAt: maybe })),
    apiKeys: z.array(z.object({ name: z.string(), prefix: z.string(), scopes: z.array(z.string()), createdAt: at, lastUsedAt: maybe })),
    emailChanges: z.array(z.object({ from: z.string(), to: z.string(), askedAt: at, confirmedAt: maybe })),
    sessions: z.array(z.object({ device: z.string(), network: z.string(), methods: z.array(z.string()), createdAt: at, endedAt: maybe })),
    activity: z.array(z.object({ at, event: z.string(), device: z.string().nullable(), network: z.string().nullable(), detail: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'AccountExport' });
export type AccountExport = z.output<typeof AccountExportAnswer>;
