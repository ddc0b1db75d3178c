import { Module } from '@nestjs/common';
import { BreachedPasswords, offlineRanges, PasswordHasher, remoteRanges } from '@roadmap/auth';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { ChosenPasswords } from './chosen-passwords.js';

/** What is done with passwords: hashing, and refusing those that everybody tries first. */
@Module({
  providers: [
    PasswordHasher,
    ChosenPasswords,
    {
      provide: BreachedPasswords,
      inject: [APP_CONFIG],
      useFactory: ({ AUTH_BREACHED_URL }: AuthAppConfig) => new BreachedPasswords(AUTH_BREACHED_URL ? remoteRanges(AUTH_BREACHED_URL) : offlineRanges),
    },
  ],
  exports: [PasswordHasher, ChosenPasswords],
})
export class PasswordsModule {}
