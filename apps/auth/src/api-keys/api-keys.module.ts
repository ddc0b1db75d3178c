import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SealedAnswersModule } from '../sealed-answers/sealed-answers.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeyExchange } from './api-key-exchange.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { PresentApiKeyController } from './present-api-key.controller.js';
import { RevokeLeakedKey } from './revoke-leaked-key.js';

@Module({
  imports: [TypeOrmModule.forFeature([ApiKey]), AccountsModule, AuditModule, MailModule, SealedAnswersModule, TokensModule],
  controllers: [ApiKeysController, PresentApiKeyController],
  providers: [ApiKeysService, ApiKeyExchange, RevokeLeakedKey],
  exports: [ApiKeysService],
})
export class ApiKeysModule {}
