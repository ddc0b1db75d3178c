import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { RolesController } from './roles.controller.js';

@Module({ imports: [AccountsModule, AuditModule, TokensModule], controllers: [RolesController] })
export class RolesModule {}
