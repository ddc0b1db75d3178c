import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Account } from './account.entity.js';
import { AccountsService } from './accounts.service.js';
import { CurrentAccount } from './current-account.js';

@Module({ imports: [TypeOrmModule.forFeature([Account])], providers: [AccountsService, CurrentAccount], exports: [AccountsService, CurrentAccount] })
export class AccountsModule {}
