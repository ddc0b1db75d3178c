import { createHmac } from 'node:crypto';
import type { AuditEvent } from './audit-event.entity.js';

/** What stands before the first row. */
export const GENESIS = Buffer.alloc(32);

/** Whom it happened to, and from where: kept apart, so that it can be forgotten and the chain still holds. */
export function personHash({ salt, accountId, network, device }: Pick<AuditEvent, 'salt' | 'accountId' | 'network' | 'device'>): Buffer {
  return createHmac('sha256', salt ?? Buffer.alloc(0)).update(JSON.stringify([accountId, network, device])).digest();
}

/**
 * The hash of a row.
 *
 * WHY: a MAC and no bare hash: who may write the table but does not have the key cannot make the chain fit again.
 */
export function rowHash(key: Buffer, previous: Buffer, { seq, at, event, detail, personHash: person }: Omit<AuditEvent, 'hash'>): Buffer {
  return createHmac('sha256', key)
    .update(previous)
    .update(JSON.stringify([seq, at.toISOString(), event, canonical(detail)]))
    .update(person)
    .digest();
}

/** TRAP: jsonb gives the keys back in an order of its own. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}
