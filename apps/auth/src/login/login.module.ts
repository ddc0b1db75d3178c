import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { RefreshModule } from '../refresh/refresh.module.js';
import { ThrottleModule } from '../throttle/throttle.module.js';
import { Challenges } from './challenges.js';
import { LoginAnswers } from './login-answers.js';
import { LoginController } from './login.controller.js';
import { LoginService, LoginSteps } from './login.service.js';
import { SecondFactors } from './second-factors.js';
import { SignInChallenge } from './sign-in-challenge.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([SignInChallenge]), AccountsModule, AuditModule, PasswordsModule, RefreshModule, ThrottleModule],
  controllers: [LoginController],
  providers: [LoginService, LoginSteps, LoginAnswers, Challenges, SecondFactors],
  exports: [LoginService, LoginAnswers, Challenges, SecondFactors, RefreshModule, ThrottleModule],
})
export class LoginModule {}
