import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { NotFoundError } from '@roadmap/errors';
import { isKnown } from '@roadmap/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_FILES, PAGE_PATHS, type PageFiles } from './page-files.js';

/** The page for people. It is no part of the API, so the OpenAPI document leaves it out. */
@ApiExcludeController()
@Controller()
@Public()
export class PageController {
  constructor(@Inject(PAGE_FILES) private readonly files: PageFiles) {}

  @Get(PAGE_PATHS)
  send(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    const file = this.files.get(request.routeOptions.url ?? '');
    if (!file) throw new NotFoundError('not_found', 'There is nothing at this address.');
    // WHY: `no-cache` means "ask before use": a new version is seen at once, and an unchanged one costs a 304.
    void reply.headers({ etag: file.etag, 'cache-control': 'no-cache' }).type(file.type);
    if (!isKnown(request.headers['if-none-match'], file.etag)) return file.body;
    void reply.code(304);
    return undefined;
  }
}
