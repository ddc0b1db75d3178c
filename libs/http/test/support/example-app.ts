import { Body, Controller, Delete, Get, Headers, HttpCode, Injectable, type NestInterceptor, Param, Post, Put, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { TestClock } from '@roadmap/clock';
import type { Environment } from '@roadmap/config';
import { readConfig } from '@roadmap/config';
import { ConflictError } from '@roadmap/errors';
import { Readiness } from '@roadmap/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { of } from 'rxjs';
import { z } from 'zod';
import { Cursors, defineApp, type ExpectedVersion, httpVariables, IfMatch, pageQuery, type RunningApp, Versioned } from '../../src/index.js';

const Body1 = z.strictObject({ title: z.string().min(1), tags: z.array(z.string()).max(5).default([]), 'a/b~c': z.string().optional() });
const Page = z.strictObject({ ...pageQuery });
const Loose = z.record(z.string(), z.unknown());

/** Throws what a service must not throw, and what it may. */
const THROWN: Record<string, () => unknown> = {
  undefined: () => undefined,
  null: () => null,
  string: () => 'a string of SELECT secret FROM users',
  symbol: () => Symbol('odd'),
  error: () => new Error('relation "todo" does not exist at /srv/app.js:1'),
  app: () => new ConflictError('busy', 'Busy.'),
  refused: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
};

@Injectable()
class BreaksAfterHeaders implements NestInterceptor {
  intercept(context: { switchToHttp(): { getResponse<T>(): T } }) {
    const { raw } = context.switchToHttp().getResponse<FastifyReply>();
    raw.writeHead(200, { 'content-type': 'text/plain' });
    raw.write('half');
    raw.end(' and the rest');
    return of().pipe(() => { throw new Error('too late'); });
  }
}

@Controller('v1/things')
class ThingsController {
  constructor(
    private readonly cursors: Cursors,
    readonly readiness: Readiness,
  ) {}

  @Get() list(@Query({ schema: Page }) query: z.output<typeof Page>) { return query; }
  @Post() create(@Body({ schema: Body1 }) body: unknown) { return body; }
  @Post('loose') loose(@Body({ schema: Loose }) body: unknown) { return body; }
  @Get('address') address(@Req() { ip }: FastifyRequest) { return { ip }; }
  @Get('cursor') cursor(@Headers('list') list: string) { return { cursor: this.cursors.encode({ list }, ['k', 1]) }; }
  @Get('versioned') @Versioned() versioned() { return { version: 7 }; }
  @Put('versioned') write(@IfMatch() expected: ExpectedVersion) { expected.check(7); return {}; }
  @Get('throw/:what') throw(@Param('what') what: string) { throw THROWN[what]?.(); }
  @Get('half-way') @Versioned() halfWay(@Res({ passthrough: true }) reply: FastifyReply) {
    reply.header('etag', '"1"').header('location', '/elsewhere');
    throw new ConflictError('busy', 'Busy.');
  }
  @Get('after-headers') @UseInterceptors(BreaksAfterHeaders) afterHeaders() { return 'never'; }
  @Get('by-id/:id') read(@Param('id', { schema: z.uuid() }) id: string) { return { id }; }
  @Delete('by-id/:id') @HttpCode(204) remove() {}
}

@Controller('open')
class OpenController {
  @Get() read() { return { open: true }; }
  @Get('door') door() { return { open: true }; }
}
@Controller('opening')
class OpeningController {
  @Get() read() { return { open: false }; }
}

export class ExampleModule {
  static forRoot() {
    return { module: ExampleModule, controllers: [ThingsController, OpenController, OpeningController] };
  }
}

/** An app with a route for every way to go wrong. */
export const exampleApp = (name = 'example') =>
  defineApp({
    name,
    title: 'Example',
    description: 'For the tests of libs/http.',
    readConfig: (env: Environment) => readConfig(z.object(httpVariables(0)), env),
    module: ExampleModule,
    openTo: ['/open/'],
  });

export const startExample = (env: Environment = {}, name?: string): Promise<RunningApp> =>
  exampleApp(name).start({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', ...env }, { clock: new TestClock() });
