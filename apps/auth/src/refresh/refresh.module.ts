import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { RefreshTokens } from './refresh-tokens.js';
import { RefreshController } from './refresh.controller.js';
import { TokensService } from './tokens.service.js';

@Module({
  imports: [SessionsModule, TokensModule, AuditModule],
  controllers: [RefreshController],
  providers: [RefreshTokens, TokensService],
  exports: [RefreshTokens, TokensService, SessionsModule, TokensModule],
})
export class RefreshModule {}
