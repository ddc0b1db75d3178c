import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { NotFoundError } from '@roadmap/errors';
import { problemResponse } from '@roadmap/http';
import { z } from 'zod';
import { Email } from '../accounts/email.js';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { CapturingMailer } from './capturing-mailer.js';
import { Mailer } from './mailer.js';

const ListMails = z.strictObject({ to: Email.optional() });

const MailList = z
  .object({ items: z.array(z.object({ id: z.string(), to: z.string(), subject: z.string(), text: z.string(), sentAt: z.iso.datetime() })) })
  .meta({ id: 'MailList' });

/** What would have been sent. It exists in development alone: in production there is a mail server, and this answers as if it were not there. */
@ApiTags('development')
@Controller('v1/dev/mails')
@Public()
export class DevMailsController {
  constructor(
    private readonly mailer: Mailer,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: MailList })
  @ApiResponse(problemResponse(404))
  async list(@Query({ schema: ListMails }) { to }: z.output<typeof ListMails>): Promise<z.output<typeof MailList>> {
    if (this.config.NODE_ENV === 'production' || !(this.mailer instanceof CapturingMailer)) throw new NotFoundError('not_found', 'There is nothing at this address.');
    const mails = await this.mailer.list(to);
    return { items: mails.map(({ id, recipient, subject, text, sentAt }) => ({ id, to: recipient, subject, text, sentAt: sentAt.toISOString() })) };
  }
}
