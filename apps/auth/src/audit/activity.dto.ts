import { pageOf, pageQuery } from '@roadmap/http';
import { z } from 'zod';
import type { AuditEvent } from './audit-event.entity.js';

export const ListActivity = z.strictObject(pageQuery);
export type ListActivityQuery = z.output<typeof ListActivity>;

export const Activity = z
  .object({
    at: z.iso.datetime(),
    event: z.string(),
    device: z.string().nullable(),
    network: z.string().nullable().describe('The network and not the address.'),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Activity' });
export type ActivityView = z.output<typeof Activity>;

export const ActivityPage = pageOf(Activity, 'ActivityPage');

export const AuditVerification = z
  .object({ intact: z.boolean(), rows: z.int(), head: z.string(), brokenAt: z.int().optional() })
  .meta({ id: 'AuditVerification' });

export const toView = ({ at, event, device, network, detail }: AuditEvent): ActivityView => ({ at: at.toISOString(), event, device, network, detail });
