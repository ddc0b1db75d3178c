import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { Idempotency, IdempotencyKey, Idempotent } from '@roadmap/idempotency';
import { RateLimit } from '@roadmap/rate-limit';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SandboxTodo } from './sandbox-todo.entity.js';
import { Sandboxes } from './sandboxes.js';
import { CreateItem, type CreateItemBody, Item, type ItemView, PatchItem, type PatchItemBody, SandboxName } from './todo-backend.dto.js';

const Name = { schema: SandboxName };
const Id = { schema: z.uuid() };

/** The public Todo-Backend contract (todobackend.com), so that its test suite and its many clients work here. Each sandbox is a root of its own. */
@ApiTags('todo-backend')
@Controller('todo-backend/:sandbox')
@Public()
@RateLimit({ name: 'sandbox', requests: 600, seconds: 60, per: 'address' })
export class TodoBackendController {
  constructor(
    private readonly sandboxes: Sandboxes,
    private readonly idempotency: Idempotency,
  ) {}

  @Get()
  @ApiOkResponse({ standardSchema: z.array(Item) })
  async list(@Param('sandbox', Name) sandbox: string, @Req() request: FastifyRequest): Promise<ItemView[]> {
    return (await this.sandboxes.list(sandbox)).map((item) => toView(item, request));
  }

  @Post()
  @Idempotent()
  @ApiCreatedResponse({ standardSchema: Item })
  async create(
    @Param('sandbox', Name) sandbox: string,
    @IdempotencyKey() key: string | undefined,
    @Body({ schema: CreateItem }) body: CreateItemBody,
    @Req() request: FastifyRequest,
  ): Promise<ItemView> {
    const repeatable = { key, scope: `POST /todo-backend/${sandbox}`, request: body };
    return toView(await this.idempotency.once(repeatable, (tx) => this.sandboxes.create(tx, sandbox, body)), request);
  }

  @Delete()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'The sandbox is empty.' })
  async empty(@Param('sandbox', Name) sandbox: string): Promise<void> {
    await this.sandboxes.empty(sandbox);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: Item })
  @ApiResponse(problemResponse(404))
  async read(@Param('sandbox', Name) sandbox: string, @Param('id', Id) id: string, @Req() request: FastifyRequest): Promise<ItemView> {
    return toView(await this.sandboxes.read(sandbox, id), request);
  }

  @Patch(':id')
  @ApiOkResponse({ standardSchema: Item })
  @ApiResponse(problemResponse(404))
  async patch(
    @Param('sandbox', Name) sandbox: string,
    @Param('id', Id) id: string,
    @Body({ schema: PatchItem }) body: PatchItemBody,
    @Req() request: FastifyRequest,
  ): Promise<ItemView> {
    return toView(await this.sandboxes.patch(sandbox, id, body), request);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiResponse(problemResponse(404))
  async delete(@Param('sandbox', Name) sandbox: string, @Param('id', Id) id: string): Promise<void> {
    await this.sandboxes.delete(sandbox, id);
  }
}

/** `url` is absolute and names the host that the caller used, as the contract wants. It is sent to this caller and stored nowhere. */
const toView = ({ id, title, completed, order, sandboxName }: SandboxTodo, request: FastifyRequest): ItemView => ({
  id,
  url: `${request.protocol}://${request.host}/todo-backend/${sandboxName}/${id}`,
  title,
  completed,
  order,
});
