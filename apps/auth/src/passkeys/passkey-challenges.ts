import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { IsNull, LessThanOrEqual, MoreThan, Repository } from 'typeorm';
import { PasskeyChallenge } from './passkey-challenge.entity.js';

const LIVES_MS = 5 * 60 * 1000;

/** Whose answer a challenge waits for. */
export interface Challenged {
  browserHash: Buffer;
  /** Null where somebody signs in. */
  accountId: string | null;
}

@Injectable()
export class PasskeyChallenges {
  constructor(
    @InjectRepository(PasskeyChallenge) private readonly challenges: Repository<PasskeyChallenge>,
    private readonly clock: Clock,
  ) {}

  async issue(challenged: Challenged): Promise<Buffer> {
    const challenge = randomBytes(32);
    const now = this.clock.now();
    // No job for it: who makes one takes the old ones away.
    await this.challenges.delete({ expiresAt: LessThanOrEqual(now) });
    await this.challenges.insert({ ...challenged, challenge: challenge.toString('base64url'), expiresAt: new Date(now.getTime() + LIVES_MS) });
    return challenge;
  }

  /**
   * Whether this challenge was issued to this browser for this purpose, and is now answered for the first time.
   *
   * WHY the DELETE decides: of two answers at once one takes the row and the other finds none. A stranger who has seen the challenge cannot use it up.
   */
  async take(challenge: string, { browserHash, accountId }: Challenged): Promise<boolean> {
    const mine = { challenge, browserHash, accountId: accountId ?? IsNull(), expiresAt: MoreThan(this.clock.now()) };
    const { affected } = await this.challenges.delete(mine);
    return affected === 1;
  }
}
