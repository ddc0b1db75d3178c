import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PageFile, readPageFiles } from './page-files.js';

@ApiExcludeController()
@Controller('assets')
@Public()
export class PageFilesController {
  readonly #files = readPageFiles();

  @Get('pages.css')
  styles(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    return send(this.#files['pages.css'], request, reply);
  }

  @Get('pages.js')
  script(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string | undefined {
    return send(this.#files['pages.js'], request, reply);
  }
}

/** WHY: `no-cache` means "ask before use": a new version is seen at once, and an unchanged one costs a 304. */
function send({ type, body, etag }: PageFile, request: FastifyRequest, reply: FastifyReply): string | undefined {
  void reply.headers({ etag, 'cache-control': 'no-cache' }).type(type);
  const known = request.headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  if (!known) return body;
  void reply.code(304);
  return undefined;
}
