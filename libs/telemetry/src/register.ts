/**
 * Patches http, undici, pg and ioredis for tracing. Must run before what it patches is used:
 * `node --import @roadmap/telemetry/register dist/main.js`, or `await import('@roadmap/telemetry/register')` before the apps are imported.
 */
import { startTracing } from './start-tracing.js';

startTracing(process.env);
