import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Cursors, type Page, toPage } from '@roadmap/http';
import { LessThan, Repository } from 'typeorm';
import { type ActivityView, type ListActivityQuery, toView } from './activity.dto.js';
import { AuditEvent } from './audit-event.entity.js';

/** What happened to one account, the newest first. */
@Injectable()
export class ActivityList {
  constructor(
    @InjectRepository(AuditEvent) private readonly events: Repository<AuditEvent>,
    private readonly cursors: Cursors,
  ) {}

  async of(accountId: string, { cursor, limit }: ListActivityQuery): Promise<Page<ActivityView>> {
    const list = { accountId, activity: true };
    const [before] = cursor ? this.cursors.decode(list, cursor) : [];
    const rows = await this.events.find({
      where: { accountId, ...(before !== undefined && { seq: LessThan(Number(before)) }) },
      order: { seq: 'DESC' },
      take: limit + 1,
    });
    return toPage(rows, limit, toView, ({ seq }) => this.cursors.encode(list, [seq]));
  }
}
