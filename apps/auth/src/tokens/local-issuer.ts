import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type TokenIdentity, TokenSource } from '@roadmap/auth';
import { KeyStore } from '../keys/key-store.js';
import { Revocations } from '../revocations/revocations.js';

/** This app verifies its own tokens, and asks nobody for the keys. */
@Injectable()
export class LocalIssuer extends TokenSource {
  constructor(
    private readonly keys: KeyStore,
    private readonly revocations: Revocations,
  ) {
    super();
  }

  findKey(header: { kid?: string }): Promise<KeyObject> {
    return this.keys.findKey(header);
  }

  isRevoked(token: TokenIdentity): boolean {
    return this.revocations.has(token);
  }
}
