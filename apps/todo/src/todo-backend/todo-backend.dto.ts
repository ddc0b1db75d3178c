import { z } from 'zod';

const title = z.string().min(1).max(500);
const order = z.int32();

// Clients of this contract send whole items back, `url` included: what is not a field of ours is left out, not refused.
export const CreateItem = z.object({ title, completed: z.boolean().default(false), order: order.nullable().default(null) }).meta({ id: 'CreateItem' });
export type CreateItemBody = z.output<typeof CreateItem>;

export const PatchItem = z.object({ title: title.optional(), completed: z.boolean().optional(), order: order.nullable().optional() }).meta({ id: 'PatchItem' });
export type PatchItemBody = z.output<typeof PatchItem>;

export const Item = z
  .object({ id: z.uuid(), url: z.url(), title: z.string(), completed: z.boolean(), order: z.int().nullable() })
  .meta({ id: 'Item' });
export type ItemView = z.output<typeof Item>;

/** Part of the address, so it is short and plain. */
export const SandboxName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
