import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { LoginModule } from '../login/login.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { StepUp, StepUpGuards } from './step-up.js';
import { StepUpController } from './step-up.controller.js';

@Module({
  imports: [AccountsModule, AuditModule, LoginModule, PasswordsModule, SessionsModule],
  controllers: [StepUpController],
  providers: [StepUp, StepUpGuards],
})
export class StepUpModule {}
