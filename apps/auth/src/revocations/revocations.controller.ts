import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { z } from 'zod';
import { type Feed, Revocations } from './revocations.js';

const ReadFeed = z.strictObject({ after: z.string().regex(/^\d{1,18}$/).default('0').describe('`cursor` of the last answer.') });

const FeedAnswer = z
  .object({
    items: z.array(
      z.object({
        sid: z.string().optional().describe('Tokens of this session …'),
        sub: z.string().optional().describe('… or of this subject, with a `ver` lower than this.'),
        ver: z.int().optional(),
        at: z.int().describe('Milliseconds since 1970.'),
        until: z.int().describe('After this it may be forgotten.'),
      }),
    ),
    cursor: z.string(),
  })
  .meta({ id: 'RevocationFeed' });

/** Public, and needs no secret: it names sessions and subjects by random ids, and says nothing else of them. */
@ApiTags('keys')
@Controller('v1/revocations')
@Public()
export class RevocationsController {
  constructor(private readonly revocations: Revocations) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: FeedAnswer, description: 'Access tokens that were taken back and have not expired yet.' })
  read(@Query({ schema: ReadFeed }) { after }: z.output<typeof ReadFeed>): Promise<Feed> {
    return this.revocations.since(after);
  }
}
