import { z } from 'zod';
import type { Session } from './session.entity.js';

export const SessionAnswer = z
  .object({
    id: z.uuid(),
    device: z.string(),
    network: z.string().describe('The network and not the address.'),
    methods: z.array(z.string()).describe('How they signed in (RFC 8176).'),
    current: z.boolean().describe('The one that this request is made in.'),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().describe('If it is not used again.'),
  })
  .meta({ id: 'Session' });
export type SessionView = z.output<typeof SessionAnswer>;

export const SessionList = z.object({ items: z.array(SessionAnswer) }).meta({ id: 'SessionList' });
export const EndSessions = z.strictObject({ except: z.literal('current').optional().describe('Leaves the one of this request.') });
export type EndSessionsQuery = z.output<typeof EndSessions>;

export const toView = ({ id, device, network, amr, createdAt, lastUsedAt, idleExpiresAt }: Session, currentId?: string): SessionView => ({
  id,
  device,
  network,
  methods: amr,
  current: id === currentId,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt.toISOString(),
  expiresAt: idleExpiresAt.toISOString(),
});
