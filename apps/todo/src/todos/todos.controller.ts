import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { ExpectedVersion, IfMatch, NeedsIfMatch, type Page, problemResponse, Versioned } from '@roadmap/http';
import { Idempotency, IdempotencyKey, Idempotent } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { BulkTodos as BulkTodosService } from './bulk-todos.js';
import { ListOrder } from './list-order.js';
import { TodoList } from './todo-list.js';
import {
  BulkAnswer,
  BulkTodos,
  type BulkTodosBody,
  type BulkView,
  CountTodos,
  CreateTodo,
  type CreateTodoBody,
  ListTodos,
  type ListTodosQuery,
  MoveTodo,
  type MoveTodoBody,
  PatchTodo,
  type PatchTodoBody,
  TodoAnswer,
  TodoCounts,
  type TodoCountsView,
  TodoPage,
  type TodoView,
} from './todos.dto.js';
import { TodosService } from './todos.service.js';

const Id = { schema: z.uuid() };
/** Writing is cheap, and still not free: about as much as a person with a fast script needs. */
const WRITES = { name: 'writes', requests: 1_000, seconds: 60, per: 'user' } as const;

@ApiTags('todos')
@Controller('v1/todos')
export class TodosController {
  constructor(
    private readonly todos: TodosService,
    private readonly lists: TodoList,
    private readonly order: ListOrder,
    private readonly bulks: BulkTodosService,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @RequirePermission('todos:read')
  @ApiOkResponse({ standardSchema: TodoPage })
  list(@CurrentUser() user: Principal, @Query({ schema: ListTodos }) query: ListTodosQuery): Promise<Page<TodoView>> {
    return this.lists.list(user.id, query);
  }

  @Get('counts')
  @RequirePermission('todos:read')
  @ApiOkResponse({ standardSchema: TodoCounts })
  count(@CurrentUser() user: Principal, @Query({ schema: CountTodos }) { timeZone }: { timeZone: string }): Promise<TodoCountsView> {
    return this.lists.count(user.id, timeZone);
  }

  @Post()
  @RequirePermission('todos:write')
  @RateLimit(WRITES)
  @Idempotent()
  @Versioned()
  @ApiCreatedResponse({ standardSchema: TodoAnswer })
  async create(
    @CurrentUser() user: Principal,
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: CreateTodo }) body: CreateTodoBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TodoView> {
    const repeatable = { key, scope: `${user.id} POST /v1/todos`, request: body };
    const todo = await this.idempotency.once(repeatable, (tx) => this.todos.create(tx, user.id, body));
    reply.header('location', `/v1/todos/${todo.id}`);
    return todo;
  }

  @Post('bulk')
  @HttpCode(200)
  @RequirePermission('todos:write')
  @RateLimit(WRITES)
  @Idempotent()
  @ApiOkResponse({ standardSchema: BulkAnswer })
  bulk(@CurrentUser() user: Principal, @IdempotencyKey() key: string | undefined, @Body({ schema: BulkTodos }) body: BulkTodosBody): Promise<BulkView> {
    const repeatable = { key, scope: `${user.id} POST /v1/todos/bulk`, request: body };
    return this.idempotency.once(repeatable, (tx) => this.bulks.run(tx, user.id, body));
  }

  @Get(':id')
  @RequirePermission('todos:read')
  @Versioned()
  @ApiOkResponse({ standardSchema: TodoAnswer })
  @ApiResponse(problemResponse(404))
  read(@CurrentUser() user: Principal, @Param('id', Id) id: string): Promise<TodoView> {
    return this.todos.read(user.id, id);
  }

  @Patch(':id')
  @RequirePermission('todos:write')
  @RateLimit(WRITES)
  @NeedsIfMatch()
  @Versioned()
  @ApiOkResponse({ standardSchema: TodoAnswer })
  @ApiResponse(problemResponse(404))
  patch(
    @CurrentUser() user: Principal,
    @Param('id', Id) id: string,
    @IfMatch() expected: ExpectedVersion,
    @Body({ schema: PatchTodo }) body: PatchTodoBody,
  ): Promise<TodoView> {
    return this.todos.patch(user.id, id, expected, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('todos:write')
  @RateLimit(WRITES)
  @NeedsIfMatch()
  @ApiNoContentResponse({ description: 'In the trash now.' })
  @ApiResponse(problemResponse(404))
  async delete(@CurrentUser() user: Principal, @Param('id', Id) id: string, @IfMatch() expected: ExpectedVersion): Promise<void> {
    await this.todos.delete(user.id, id, expected);
  }

  @Put(':id/position')
  @HttpCode(204)
  @RequirePermission('todos:write')
  @RateLimit(WRITES)
  @ApiNoContentResponse({ description: 'It stands there now.' })
  @ApiResponse(problemResponse(404))
  async move(@CurrentUser() user: Principal, @Param('id', Id) id: string, @Body({ schema: MoveTodo }) { after }: MoveTodoBody): Promise<void> {
    await this.order.move(user.id, id, after);
  }
}
