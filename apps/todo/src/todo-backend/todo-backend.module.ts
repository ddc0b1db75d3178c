import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyModule } from '@roadmap/idempotency';
import { Sandbox } from './sandbox.entity.js';
import { SandboxTodo } from './sandbox-todo.entity.js';
import { Sandboxes } from './sandboxes.js';
import { TodoBackendController } from './todo-backend.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([Sandbox, SandboxTodo]), IdempotencyModule],
  controllers: [TodoBackendController],
  providers: [Sandboxes],
})
export class TodoBackendModule {}
