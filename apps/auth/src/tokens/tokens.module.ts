import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { RevocationsModule } from '../revocations/revocations.module.js';
import { AccessTokens } from './access-tokens.js';
import { LocalIssuer } from './local-issuer.js';

@Module({ imports: [KeysModule, RevocationsModule], providers: [AccessTokens, LocalIssuer], exports: [AccessTokens, LocalIssuer, KeysModule, RevocationsModule] })
export class TokensModule {}
