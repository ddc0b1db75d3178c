import { Module } from '@nestjs/common';
import { Idempotency } from './idempotency.js';

/** Gives {@link Idempotency}. The app lists `IdempotencyKeyRow` among its entities and `CreateIdempotencyKey` among its migrations. */
@Module({ providers: [Idempotency], exports: [Idempotency] })
export class IdempotencyModule {}
