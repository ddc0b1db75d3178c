import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { DataSource, type EntityManager, IsNull, LessThanOrEqual } from 'typeorm';
import { APP_CONFIG, type AuthAppConfig } from '../app.config.js';
import { SecretBox } from '../secrets/secret-box.js';
import { SigningKey } from './signing-key.entity.js';

const HOUR_MS = 3600 * 1000;
/** A new key is published this long before it signs: by then every verifier that keeps the key set has fetched it again. */
const PUBLISHED_AHEAD_MS = HOUR_MS;
/** And a key that signs no more stays published this long: nothing that it signed is good any longer than that. */
const PUBLISHED_AFTER_MS = 24 * HOUR_MS;

/** Makes the next signing key in time and drops old ones. Any number of instances may do it at once. */
@Injectable()
export class KeyRotation {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(APP_CONFIG) private readonly config: AuthAppConfig,
    private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  /** Makes the first key, or the next one where the newest is old enough, and deletes those that have expired. */
  async run({ now: rotateNow = false }: { now?: boolean } = {}): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('signing-key', 0))`);
      const now = this.clock.now();
      await tx.delete(SigningKey, { expiresAt: LessThanOrEqual(now) });
      const newest = await tx.findOneBy(SigningKey, { expiresAt: IsNull() });
      if (!newest) return this.#add(tx, now);
      const due = newest.activatesAt.getTime() + this.config.AUTH_KEY_ROTATION_DAYS * 24 * HOUR_MS - PUBLISHED_AHEAD_MS;
      if (!rotateNow && now.getTime() < due) return;
      const activatesAt = new Date(Math.max(now.getTime(), newest.activatesAt.getTime()) + PUBLISHED_AHEAD_MS);
      await tx.update(SigningKey, { kid: newest.kid }, { expiresAt: new Date(activatesAt.getTime() + PUBLISHED_AFTER_MS) });
      await this.#add(tx, activatesAt);
    });
  }

  async #add(tx: EntityManager, activatesAt: Date): Promise<void> {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    // RFC 7638: the name follows from the key, so two keys never share one.
    const kid = await calculateJwkThumbprint(jwk);
    const sealedKey = this.box.seal(JSON.stringify({ ...jwk, kid, alg: 'ES256', use: 'sig' }), `signing-key:${kid}`);
    await tx.insert(SigningKey, { kid, sealedKey, createdAt: this.clock.now(), activatesAt, expiresAt: null });
  }
}
