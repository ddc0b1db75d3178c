export { RateLimit, type Quota } from './quota.js';
export { rateLimitVariables, type RateLimitConfig } from './rate-limit.config.js';
export { RateLimitModule } from './rate-limit.module.js';
export { RateLimiter, type Allowance, type RateLimitOptions } from './rate-limiter.js';
