import { type DynamicModule, Module } from '@nestjs/common';
import { LISTED_APPS } from '../apps/apps.tokens.js';
import { PageController } from './page.controller.js';
import { PAGE_FILES, readPageFiles } from './page-files.js';

@Module({})
export class PageModule {
  /** @param apps the module that knows which apps to show */
  static beside(apps: DynamicModule): DynamicModule {
    return {
      module: PageModule,
      imports: [apps],
      controllers: [PageController],
      providers: [{ provide: PAGE_FILES, useFactory: readPageFiles, inject: [LISTED_APPS] }],
    };
  }
}
