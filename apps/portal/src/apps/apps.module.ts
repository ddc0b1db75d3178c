import { type DynamicModule, Module } from '@nestjs/common';
import { AppsController } from './apps.controller.js';
import { AppsService } from './apps.service.js';
import { LISTED_APPS } from './apps.tokens.js';
import type { ListedApp } from './listed-apps.js';
import { StatusProbe } from './status-probe.js';

@Module({})
export class AppsModule {
  static forRoot(listed: ListedApp[]): DynamicModule {
    return {
      module: AppsModule,
      controllers: [AppsController],
      providers: [{ provide: LISTED_APPS, useValue: listed }, AppsService, StatusProbe],
      exports: [LISTED_APPS],
    };
  }
}
