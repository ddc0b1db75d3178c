import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserBindingModule } from '../browser-binding/browser-binding.module.js';
import { LoginModule } from '../login/login.module.js';
import { MailModule } from '../mail/mail.module.js';
import { ManagePasskeys } from './manage-passkeys.js';
import { Passkey } from './passkey.entity.js';
import { PasskeyChallenge } from './passkey-challenge.entity.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { PasskeyLoginController } from './passkey-login.controller.js';
import { PasskeyRegistration } from './passkey-registration.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { PasskeysController } from './passkeys.controller.js';
import { SignInWithPasskey } from './sign-in-with-passkey.js';

@Module({
  imports: [TypeOrmModule.forFeature([Passkey, PasskeyChallenge]), AccountsModule, AuditModule, BrowserBindingModule, LoginModule, MailModule],
  controllers: [PasskeysController, PasskeyLoginController],
  providers: [PasskeyChallenges, PasskeyRegistration, PasskeySignIn, ManagePasskeys, SignInWithPasskey],
  exports: [PasskeyRegistration, PasskeySignIn, ManagePasskeys, SignInWithPasskey],
})
export class PasskeysModule {}
