import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '@roadmap/auth';
import type { PortalConfig } from './app.config.js';
import { AppsModule } from './apps/apps.module.js';
import { PageModule } from './page/page.module.js';

@Module({})
export class AppModule {
  static forRoot(config: PortalConfig): DynamicModule {
    const apps = AppsModule.forRoot(config.ROADMAP_APPS);
    return {
      module: AppModule,
      // WHY: everything here is public, and says so. The guard stands before it all the same, so that a route added later is closed until it does.
      imports: [AuthModule.forRoot(config, { permissions: {} }), apps, PageModule.beside(apps)],
    };
  }
}
