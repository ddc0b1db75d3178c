import { Module } from '@nestjs/common';
import { BrowserBindingModule } from '../browser-binding/browser-binding.module.js';
import { Throttle } from './throttle.js';

@Module({ imports: [BrowserBindingModule], providers: [Throttle], exports: [Throttle, BrowserBindingModule] })
export class ThrottleModule {}
