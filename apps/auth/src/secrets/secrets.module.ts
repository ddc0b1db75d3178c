import { type DynamicModule, Module } from '@nestjs/common';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { SecretBox } from './secret-box.js';

/** Gives the app's configuration and its {@link SecretBox} to all its parts. */
@Module({})
export class SecretsModule {
  static forRoot(config: AuthAppConfig): DynamicModule {
    return {
      module: SecretsModule,
      global: true,
      providers: [{ provide: APP_CONFIG, useValue: config }, SecretBox],
      exports: [APP_CONFIG, SecretBox],
    };
  }
}
