import { Body, Controller, HttpCode, Post, Req, Res, UseFilters, UseGuards } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import { transaction } from '@roadmap/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Account } from '../accounts/account.entity.js';
import { Csrf } from '../browser/csrf.js';
import { FormGuard } from '../browser/form.guard.js';
import { callerOf } from '../caller/caller.js';
import { ManageSecondFactors } from '../second-factors/manage-second-factors.js';
import { Throttle } from '../throttle/throttle.js';
import { WrongCode } from '../totp/totp.errors.js';
import { codesPage, totpPage } from './account.pages.js';
import { PageErrorFilter } from './page-error.filter.js';
import { sendPage } from './send-page.js';
import { SignedIn } from './signed-in.js';

const CodeForm = z.object({ code: z.string().trim().max(20) });
const MFA = ['mfa'];

/** Setting the authenticator app up, and taking it away. */
@ApiExcludeController()
@Controller('account')
@Public()
@UseGuards(FormGuard)
@UseFilters(PageErrorFilter)
export class FactorPagesController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly factors: ManageSecondFactors,
    private readonly throttle: Throttle,
    private readonly signedIn: SignedIn,
    private readonly csrf: Csrf,
  ) {}

  @Post('totp')
  @HttpCode(200)
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request);
    await this.#showSecret(account, request, reply);
  }

  @Post('totp/confirm')
  @HttpCode(200)
  async confirm(@Body({ schema: CodeForm }) { code }: z.output<typeof CodeForm>, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request);
    const attempt = await this.throttle.attempt(`totp-confirm ${account.id}`, callerOf(request));
    try {
      const codes = await transaction(this.dataSource, (tx) => this.factors.confirm(tx, account, code, callerOf(request)));
      await attempt.succeeded();
      await sendPage(reply, codesPage(account.email, codes));
    } catch (error) {
      if (!(error instanceof WrongCode)) throw error;
      await this.#showSecret(account, request, reply, error.message);
    }
  }

  @Post('totp/remove')
  @HttpCode(200)
  async remove(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request, MFA);
    await this.factors.remove(account, callerOf(request));
    await reply.redirect('/account?done=totp-removed', 303);
  }

  @Post('recovery-codes')
  @HttpCode(200)
  async replaceCodes(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { account } = await this.signedIn.recently(request, MFA);
    const codes = await transaction(this.dataSource, (tx) => this.factors.replaceCodes(tx, account, callerOf(request)));
    await sendPage(reply, codesPage(account.email, codes));
  }

  async #showSecret(account: Account, request: FastifyRequest, reply: FastifyReply, error?: string): Promise<void> {
    const { secret, uri } = await this.factors.begin(account);
    await sendPage(reply, totpPage({ csrf: this.csrf.token(request, reply), email: account.email, secret, uri, error }), { status: error ? 422 : 200 });
  }
}
