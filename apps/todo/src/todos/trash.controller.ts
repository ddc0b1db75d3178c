import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { type Page, problemResponse, Versioned } from '@roadmap/http';
import { RepeatsSafely } from '@roadmap/idempotency';
import { z } from 'zod';
import { TodoList } from './todo-list.js';
import { ListTrash, TodoAnswer, TodoPage, type TodoView } from './todos.dto.js';
import { TodosService } from './todos.service.js';

@ApiTags('trash')
@Controller('v1/trash')
export class TrashController {
  constructor(
    private readonly todos: TodosService,
    private readonly lists: TodoList,
  ) {}

  @Get()
  @RequirePermission('todos:read')
  @ApiOkResponse({ standardSchema: TodoPage })
  list(@CurrentUser() user: Principal, @Query({ schema: ListTrash }) query: z.output<typeof ListTrash>): Promise<Page<TodoView>> {
    return this.lists.trash(user.id, query);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @RequirePermission('todos:write')
  @RepeatsSafely()
  @Versioned()
  @ApiOkResponse({ standardSchema: TodoAnswer })
  @ApiResponse(problemResponse(404))
  restore(@CurrentUser() user: Principal, @Param('id', { schema: z.uuid() }) id: string): Promise<TodoView> {
    return this.todos.restore(user.id, id);
  }
}
