import { z } from 'zod';
import type { ApiKey } from './api-key.entity.js';

/** Permissions of this app itself: a program does not manage accounts, not even its owner's. */
const OWN_PERMISSIONS = /^accounts?:/;
const scope = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z-]*:[a-z][a-z-]*$/)
  .refine((name) => !OWN_PERMISSIONS.test(name), 'cannot be given to an API key');

export const CreateApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(scope).min(1).max(20).describe('Permissions of its owner that it has as well, e.g. `todos:read`.'),
    expiresInDays: z.int().min(1).max(366).nullable().default(90),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKeyBody = z.output<typeof CreateApiKey>;

export const RotateApiKey = z
  .strictObject({ overlapSeconds: z.int().min(0).max(7 * 24 * 3600).default(24 * 3600).describe('How long the old key stays good.') })
  .meta({ id: 'RotateApiKey' });
export type RotateApiKeyBody = z.output<typeof RotateApiKey>;

export const PresentedApiKey = z.strictObject({ key: z.string().max(200) }).meta({ id: 'PresentedApiKey' });

const instant = z.iso.datetime().nullable();

export const ApiKeyAnswer = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe('The public beginning of the key.'),
    scopes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    expiresAt: instant,
    lastUsedAt: instant.describe('To the hour.'),
    rotatedAt: instant,
    revokedAt: instant,
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyView = z.output<typeof ApiKeyAnswer>;

export const NewApiKeyAnswer = ApiKeyAnswer.extend({ key: z.string().describe('Shown now and never again.') }).meta({ id: 'NewApiKey' });
export type NewApiKeyView = z.output<typeof NewApiKeyAnswer>;

export const ApiKeyList = z.object({ items: z.array(ApiKeyAnswer) }).meta({ id: 'ApiKeyList' });

export const ApiKeyToken = z
  .object({ accessToken: z.string(), tokenType: z.literal('Bearer'), expiresIn: z.int(), scopes: z.array(z.string()) })
  .meta({ id: 'ApiKeyToken' });
export type ApiKeyTokenView = z.output<typeof ApiKeyToken>;

export const toView = (key: ApiKey): ApiKeyView => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  expiresAt: key.expiresAt?.toISOString() ?? null,
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  rotatedAt: key.rotatedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
