import { Module } from '@nestjs/common';
import { IdempotencyModule } from '@roadmap/idempotency';
import { SealedAnswers } from './sealed-answers.js';

@Module({ imports: [IdempotencyModule], providers: [SealedAnswers], exports: [SealedAnswers, IdempotencyModule] })
export class SealedAnswersModule {}
