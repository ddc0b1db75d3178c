import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '@roadmap/auth';
import { DatabaseModule } from '@roadmap/database';
import { RateLimitModule } from '@roadmap/rate-limit';
import type { TodoConfig } from './app.config.js';
import { database } from './database.js';
import { TodoBackendModule } from './todo-backend/todo-backend.module.js';
import { TodosModule } from './todos/todos.module.js';

@Module({})
export class AppModule {
  static forRoot(config: TodoConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot(database, config),
        AuthModule.forRoot(config, { permissions: { user: ['todos:read', 'todos:write'] } }),
        RateLimitModule.forRoot({ ...config, app: 'todo' }),
        TodosModule,
        TodoBackendModule,
      ],
    };
  }
}
