import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LoginModule } from '../login/login.module.js';
import { SecondFactors } from '../login/second-factors.js';
import { MailModule } from '../mail/mail.module.js';
import { RecoveryCode } from '../recovery-codes/recovery-code.entity.js';
import { RecoveryCodesService } from '../recovery-codes/recovery-codes.service.js';
import { SealedAnswersModule } from '../sealed-answers/sealed-answers.module.js';
import { TotpFactor } from '../totp/totp-factor.entity.js';
import { TotpService } from '../totp/totp.service.js';
import { ManageSecondFactors } from './manage-second-factors.js';
import { SecondFactorsController } from './second-factors.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([TotpFactor, RecoveryCode]), AccountsModule, AuditModule, LoginModule, MailModule, SealedAnswersModule],
  controllers: [SecondFactorsController],
  providers: [TotpService, RecoveryCodesService, ManageSecondFactors],
  exports: [TotpService, RecoveryCodesService, ManageSecondFactors],
})
export class SecondFactorsModule implements OnModuleInit {
  constructor(
    private readonly factors: SecondFactors,
    private readonly totp: TotpService,
    private readonly codes: RecoveryCodesService,
  ) {}

  /** From here on sign-ins ask for them. */
  onModuleInit(): void {
    this.factors.add(this.totp);
    this.factors.add(this.codes);
  }
}
