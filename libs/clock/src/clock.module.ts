import { type DynamicModule, Module } from '@nestjs/common';
import { Clock } from './clock.js';

/** Gives {@link Clock} to the whole app. */
@Module({})
export class ClockModule {
  /** @param clock the machine's clock in an app, a `TestClock` in its tests */
  static forRoot(clock: Clock): DynamicModule {
    return { module: ClockModule, global: true, providers: [{ provide: Clock, useValue: clock }], exports: [Clock] };
  }
}
