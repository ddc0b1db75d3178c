import { Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Caller } from '../caller/caller.js';
import { LoginService, type Outcome } from '../login/login.service.js';
import { PasskeySignIn } from './passkey-sign-in.js';
import { PasskeyRefused } from './passkeys.errors.js';

/** Possession of a key and, by finger, face or PIN, the person: two factors in one gesture, so no other is asked for. */
const AMR = ['user', 'mfa'];

@Injectable()
export class SignInWithPasskey {
  constructor(
    private readonly passkeys: PasskeySignIn,
    private readonly accounts: AccountsService,
    private readonly login: LoginService,
  ) {}

  /** @throws {PasskeyRefused} for a disabled account too */
  async run(browserHash: Buffer | undefined, response: AuthenticationResponseJSON, caller: Caller): Promise<Outcome> {
    if (!browserHash) throw new PasskeyRefused();
    const { accountId, backupEligible } = await this.passkeys.verify(browserHash, response);
    const account = await this.accounts.findById(accountId);
    if (!account || account.disabledAt) throw new PasskeyRefused();
    return this.login.complete(account, [backupEligible ? 'swk' : 'hwk', ...AMR], caller);
  }
}
