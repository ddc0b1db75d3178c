import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { DataSource, LessThan } from 'typeorm';
import { EmailToken } from '../email-tokens/email-token.entity.js';
import { SignInChallenge } from '../login/sign-in-challenge.entity.js';
import { Registration } from '../registration/registration.entity.js';
import { Session } from '../sessions/session.entity.js';

const PURGE_EVERY_MS = 3600 * 1000;

/** Deletes what has expired. Nothing of it is good any more: this is only about room. */
@Injectable()
export class ExpiredRows implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpiredRows.name);
  #stopPurging = () => {};

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopPurging = this.clock.every(PURGE_EVERY_MS, () => this.#purge());
  }

  onModuleDestroy(): void {
    this.#stopPurging();
  }

  async #purge(): Promise<void> {
    try {
      for (const entity of [SignInChallenge, EmailToken, Registration, Session]) {
        await this.dataSource.manager.delete(entity, { expiresAt: LessThan(this.clock.now()) });
      }
    } catch (error) {
      this.logger.warn(error, 'Expired rows could not be deleted; the next hour tries again.');
    }
  }
}
