import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import type { Page } from '@roadmap/http';
import { ActivityPage, type ActivityView, AuditVerification, ListActivity, type ListActivityQuery } from './activity.dto.js';
import { ActivityList } from './activity-list.js';
import { AuditLog, type Verification } from './audit-log.js';

@ApiTags('activity')
@Controller('v1')
export class ActivityController {
  constructor(
    private readonly activity: ActivityList,
    private readonly audit: AuditLog,
  ) {}

  @Get('me/activity')
  @RequirePermission('account:self')
  @ApiOkResponse({ standardSchema: ActivityPage })
  list(@CurrentUser() user: Principal, @Query({ schema: ListActivity }) query: ListActivityQuery): Promise<Page<ActivityView>> {
    return this.activity.of(user.id, query);
  }

  /** Reads the whole log: for a person or a nightly job, and not for a health check. */
  @Get('admin/audit/verification')
  @RequirePermission('accounts:manage')
  @ApiOkResponse({ standardSchema: AuditVerification })
  verify(): Promise<Verification> {
    return this.audit.verify();
  }
}
