import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, LessThan, MoreThan, Repository } from 'typeorm';
import { hashToken, newToken } from '../secrets/tokens.js';
import { SignInChallenge } from './sign-in-challenge.entity.js';

/** Wrong codes that a challenge takes; then the first factor has to be shown again. */
export const MAX_ATTEMPTS = 5;
export const CHALLENGE_SECONDS = 300;

/** The time between the first factor and the second. */
@Injectable()
export class Challenges {
  constructor(
    @InjectRepository(SignInChallenge) private readonly challenges: Repository<SignInChallenge>,
    private readonly clock: Clock,
  ) {}

  async open(accountId: string, amr: string[], factors: string[]): Promise<string> {
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + CHALLENGE_SECONDS * 1000);
    await this.challenges.insert({ tokenHash: hashToken(token), accountId, amr, factors, attempts: 0, expiresAt });
    return token;
  }

  /** Counts an attempt before it is made: fifty codes at once are five attempts. Null where there is no such challenge, or no attempt left. */
  async attempt(token: string): Promise<SignInChallenge | null> {
    const tokenHash = hashToken(token);
    const { affected } = await this.challenges.increment({ tokenHash, attempts: LessThan(MAX_ATTEMPTS), expiresAt: MoreThan(this.clock.now()) }, 'attempts', 1);
    return affected === 1 ? this.challenges.findOneBy({ tokenHash }) : null;
  }

  /** Of two right answers at once one closes it. */
  async close(tx: EntityManager, { tokenHash }: SignInChallenge): Promise<boolean> {
    const { affected } = await tx.delete(SignInChallenge, { tokenHash });
    return affected === 1;
  }

  /** After a change of the password or the factors a sign-in that began before does not end. */
  async voidAll(tx: EntityManager, accountId: string): Promise<void> {
    await tx.delete(SignInChallenge, { accountId });
  }
}
