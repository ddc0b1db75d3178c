export { CreateIdempotencyKey1763700000000 } from './create-idempotency-key.migration.js';
export { Idempotency, type Repeatable } from './idempotency.js';
export { IdempotencyKey, Idempotent, RepeatsSafely } from './idempotency-key.decorator.js';
export { IdempotencyKeyRow } from './idempotency-key.entity.js';
export { IdempotencyModule } from './idempotency.module.js';
