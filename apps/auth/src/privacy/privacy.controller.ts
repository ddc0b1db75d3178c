import { Controller, Delete, Get, Header, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CurrentUser, type Principal, RequirePermission } from '@roadmap/auth';
import { problemResponse } from '@roadmap/http';
import { RateLimit } from '@roadmap/rate-limit';
import { CurrentAccount } from '../accounts/current-account.js';
import { RequireRecentAuth } from '../step-up/require-recent-auth.js';
import { DeleteAccount } from './delete-account.js';
import { ExportAccount } from './export-account.js';
import { type AccountExport, AccountExportAnswer } from './privacy.dto.js';

@ApiTags('privacy')
@Controller('v1/me')
@RequirePermission('account:self')
export class PrivacyController {
  constructor(
    private readonly accounts: CurrentAccount,
    private readonly exports: ExportAccount,
    private readonly deletion: DeleteAccount,
  ) {}

  @Get('export')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="account.json"')
  @RequireRecentAuth(900)
  @RateLimit({ name: 'export', requests: 10, seconds: 3600, per: 'user' })
  @ApiOkResponse({ standardSchema: AccountExportAnswer })
  async export(@CurrentUser() user: Principal): Promise<AccountExport> {
    return this.exports.run(await this.accounts.of(user));
  }

  @Delete()
  @HttpCode(204)
  @RequireRecentAuth(300)
  @ApiNoContentResponse({ description: 'Gone, and all that belonged to it.' })
  @ApiResponse(problemResponse(409))
  delete(@CurrentUser() user: Principal): Promise<void> {
    return this.deletion.run(user.id);
  }
}
