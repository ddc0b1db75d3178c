import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ActivityController } from './activity.controller.js';
import { ActivityList } from './activity-list.js';
import { AuditEvent } from './audit-event.entity.js';
import { AuditLog } from './audit-log.js';

@Module({
  imports: [TypeOrmModule.forFeature([AuditEvent])],
  controllers: [ActivityController],
  providers: [AuditLog, ActivityList],
  exports: [AuditLog, ActivityList],
})
export class AuditModule {}
