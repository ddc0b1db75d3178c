import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyRotation } from './key-rotation.js';
import { KeyStore } from './key-store.js';
import { KeysController } from './keys.controller.js';
import { SigningKey } from './signing-key.entity.js';

@Module({ imports: [TypeOrmModule.forFeature([SigningKey])], controllers: [KeysController], providers: [KeyStore, KeyRotation], exports: [KeyStore, KeyRotation] })
export class KeysModule {}
