import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { UnauthenticatedError } from '@roadmap/errors';
import type { JSONWebKeySet, JWK } from 'jose';
import { Repository } from 'typeorm';
import { SecretBox } from '../secrets/secret-box.js';
import { KeyRotation } from './key-rotation.js';
import { SigningKey } from './signing-key.entity.js';

interface LoadedKey {
  kid: string;
  privateJwk: JWK;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** Milliseconds since 1970. */
  activatesAt: number;
}

const RELOAD_MS = 60_000;

/** The issuer's keys, in memory: read once a minute, so that every instance knows a key that another one made long before it signs. */
@Injectable()
export class KeyStore implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(KeyStore.name);
  /** The newest first. */
  #keys: LoadedKey[] = [];
  #stopReloading = () => {};
  readonly #listeners: (() => void)[] = [];
  /** What the listeners know of. TRAP: another key also signs when its time has come, and no row has changed. */
  #told = '';

  constructor(
    @InjectRepository(SigningKey) private readonly rows: Repository<SigningKey>,
    private readonly rotation: KeyRotation,
    private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.#stopReloading = this.clock.every(RELOAD_MS, () =>
      this.refresh().catch((error: unknown) => this.logger.warn(error, 'The signing keys could not be read; the next minute tries again.')),
    );
  }

  onModuleDestroy(): void {
    this.#stopReloading();
  }

  /** The key that signs now. */
  current(): LoadedKey {
    const now = this.clock.now().getTime();
    const key = this.#keys.find(({ activatesAt }) => activatesAt <= now) ?? this.#keys.at(-1);
    if (!key) throw new Error('There is no signing key.');
    return key;
  }

  /** The public key of a token's header; only keys of ours have a name here. */
  async findKey({ kid }: { kid?: string }): Promise<KeyObject> {
    const key = this.#keys.find((one) => one.kid === kid);
    if (!key) throw new UnauthenticatedError('invalid_token', 'The token is signed with a key we do not know.');
    return key.publicKey;
  }

  /** What is published: current, coming and lately retired keys. */
  publicKeys(): JSONWebKeySet {
    return { keys: this.#keys.map(({ privateJwk: { d: _, ...publicJwk } }) => publicJwk) };
  }

  /** For the OpenID provider: the one that signs comes first. */
  privateKeys(): JSONWebKeySet {
    const current = this.current();
    return { keys: [current, ...this.#keys.filter((key) => key !== current)].map(({ privateJwk }) => privateJwk) };
  }

  /** Calls back when keys were added or dropped, or another one signs. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Rotates where it is time, and reads what there is. */
  async refresh(): Promise<void> {
    await this.rotation.run();
    const rows = await this.rows.find({ order: { activatesAt: 'DESC' } });
    this.#keys = rows.map((row) => this.#load(row));
    const told = this.#told;
    this.#told = this.#signature();
    if (told !== this.#told) for (const listener of this.#listeners) listener();
  }

  #signature(): string {
    return this.#keys.length === 0 ? '' : [this.current().kid, ...this.#keys.map(({ kid }) => kid)].join();
  }

  #load({ kid, sealedKey, activatesAt }: SigningKey): LoadedKey {
    const known = this.#keys.find((key) => key.kid === kid);
    if (known) return known;
    const privateJwk = JSON.parse(this.box.open(sealedKey, `signing-key:${kid}`)) as JWK;
    const privateKey = createPrivateKey({ key: privateJwk as never, format: 'jwk' });
    return { kid, privateJwk, privateKey, publicKey: createPublicKey(privateKey as never), activatesAt: activatesAt.getTime() };
  }
}
