import { Injectable } from '@nestjs/common';
import { BreachedPasswords, PasswordHasher } from '@roadmap/auth';
import { UnprocessableError } from '@roadmap/errors';

/** It is among those that attackers try first. */
export class BreachedPassword extends UnprocessableError {
  constructor() {
    super('breached_password', 'This password is known from data that was stolen elsewhere. Choose another one.', {
      errors: [{ pointer: '/password', detail: 'is known from stolen data' }],
    });
  }
}

/** Passwords that somebody chooses: not one that is in every list, and stored as a hash alone. */
@Injectable()
export class ChosenPasswords {
  constructor(
    private readonly breached: BreachedPasswords,
    private readonly hasher: PasswordHasher,
  ) {}

  /** @throws {BreachedPassword} */
  async hash(password: string): Promise<string> {
    if (await this.breached.has(password)) throw new BreachedPassword();
    return this.hasher.hash(password);
  }
}
