import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RevocationRow } from './revocation.entity.js';
import { Revocations } from './revocations.js';
import { RevocationsController } from './revocations.controller.js';

@Module({ imports: [TypeOrmModule.forFeature([RevocationRow])], controllers: [RevocationsController], providers: [Revocations], exports: [Revocations] })
export class RevocationsModule {}
