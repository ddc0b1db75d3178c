export { Clock, isTimeZone } from './clock.js';
export { ClockModule } from './clock.module.js';
export { SystemClock } from './system-clock.js';
export { TestClock } from './test-clock.js';
