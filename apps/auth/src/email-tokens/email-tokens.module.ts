import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { EmailToken } from './email-token.entity.js';
import { EmailTokens } from './email-tokens.js';

@Module({ imports: [TypeOrmModule.forFeature([EmailToken])], providers: [EmailTokens], exports: [EmailTokens] })
export class EmailTokensModule {}
