import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyModule } from '@roadmap/idempotency';
import { BulkTodos } from './bulk-todos.js';
import { ListOrder } from './list-order.js';
import { Todo } from './todo.entity.js';
import { TodoList } from './todo-list.js';
import { TodosController } from './todos.controller.js';
import { TodosService } from './todos.service.js';
import { TrashController } from './trash.controller.js';
import { TrashPurge } from './trash-purge.js';

@Module({
  imports: [TypeOrmModule.forFeature([Todo]), IdempotencyModule],
  controllers: [TodosController, TrashController],
  providers: [TodosService, TodoList, ListOrder, BulkTodos, TrashPurge],
})
export class TodosModule {}
