import { Module } from '@nestjs/common';
import { BrowserBinding } from './browser-binding.js';
import { KnownDevices } from './known-devices.js';

@Module({ providers: [BrowserBinding, KnownDevices], exports: [BrowserBinding, KnownDevices] })
export class BrowserBindingModule {}
