import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Public } from '@roadmap/auth';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { KeyStore } from './key-store.js';

const JsonWebKeySet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).meta({ id: 'JsonWebKeySet' });

@ApiTags('keys')
@Controller('jwks')
@Public()
export class KeysController {
  constructor(private readonly keys: KeyStore) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  @ApiOkResponse({ standardSchema: JsonWebKeySet, description: 'The public keys of this issuer (RFC 7517).' })
  read(): JSONWebKeySet {
    return this.keys.publicKeys();
  }
}
