import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { KnownDevices } from '../browser-binding/known-devices.js';
import { TokensService } from '../refresh/tokens.service.js';
import { CHALLENGE_SECONDS } from './challenges.js';
import type { SignInView } from './login.dto.js';
import type { Outcome } from './login.service.js';

/** What the API says to an {@link Outcome}; pages make their own of it. */
@Injectable()
export class LoginAnswers {
  constructor(
    private readonly tokens: TokensService,
    private readonly devices: KnownDevices,
  ) {}

  async of(outcome: Outcome, reply: FastifyReply): Promise<SignInView> {
    if (outcome.kind === 'second-factor') {
      return { mfaRequired: true, challenge: outcome.challenge, factors: outcome.factors, expiresIn: CHALLENGE_SECONDS };
    }
    this.devices.remember(reply, outcome.account.email);
    return { mfaRequired: false, ...(await this.tokens.issue(outcome)) };
  }
}
