import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { BrowserBindingModule } from '../browser-binding/browser-binding.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { BrowserSession } from './browser-session.entity.js';
import { BrowserSessions } from './browser-sessions.js';
import { Csrf } from './csrf.js';
import { FormGuard } from './form.guard.js';

/** What a page needs of the browser that shows it: who is signed in there, and whether a form came from here. */
@Module({
  imports: [TypeOrmModule.forFeature([BrowserSession]), AuditModule, BrowserBindingModule, SessionsModule],
  providers: [BrowserSessions, Csrf, FormGuard],
  exports: [BrowserSessions, Csrf, FormGuard, BrowserBindingModule],
})
export class BrowserModule {}
