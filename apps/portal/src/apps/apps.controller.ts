import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { z } from 'zod';
import { AppAnswer, type AppView } from './apps.dto.js';
import { AppsService } from './apps.service.js';

@ApiTags('apps')
@Controller('api/apps')
@Public()
export class AppsController {
  constructor(private readonly apps: AppsService) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: z.array(AppAnswer), description: 'Every app of the system but this one, and how it is now.' })
  list(): Promise<AppView[]> {
    return this.apps.list();
  }
}
