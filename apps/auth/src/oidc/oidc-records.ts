import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { transaction } from '@roadmap/database';
import { type AdapterPayload, errors } from 'oidc-provider';
import { DataSource, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { SecretBox } from '../secrets/secret-box.js';
import { hashToken } from '../secrets/tokens.js';
import { Authorizations } from './authorizations.js';
import { OidcRecord } from './oidc-record.entity.js';

/** What belongs to a grant and goes with it. */
const GRANTED = new Set(['AccessToken', 'AuthorizationCode', 'RefreshToken', 'Grant']);
const PURGE_EVERY_MS = 3600 * 1000;

/** The memory of the OpenID provider, in PostgreSQL: any number of instances share it, and a restart forgets nothing. */
@Injectable()
export class OidcRecords implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OidcRecords.name);
  #stopPurging = () => {};

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly authorizations: Authorizations,
    private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  onApplicationBootstrap(): void {
    this.#stopPurging = this.clock.every(PURGE_EVERY_MS, () => this.#purge());
  }

  onModuleDestroy(): void {
    this.#stopPurging();
  }

  async save(model: string, id: string, payload: AdapterPayload, seconds: number): Promise<void> {
    const idHash = hashToken(id);
    const grantId = model === 'Grant' ? id : payload.grantId;
    const values = {
      model,
      idHash,
      uidHash: payload.uid === undefined ? null : hashToken(payload.uid),
      grantHash: GRANTED.has(model) && grantId !== undefined ? hashToken(grantId) : null,
      sealedPayload: this.box.seal(JSON.stringify(payload), contextOf(model, idHash)),
      expiresAt: new Date(this.clock.now().getTime() + seconds * 1000),
    };
    await this.dataSource.manager.upsert(OidcRecord, values, ['model', 'idHash']);
  }

  /** Nothing that belongs to a grant is found once the grant was taken back, by whomever. */
  async find(model: string, key: { id: string } | { uid: string }): Promise<AdapterPayload | undefined> {
    const where = 'id' in key ? { idHash: hashToken(key.id) } : { uidHash: hashToken(key.uid) };
    const row = await this.dataSource.manager.findOneBy(OidcRecord, { model, ...where, expiresAt: MoreThan(this.clock.now()) });
    if (!row) return undefined;
    const payload = JSON.parse(this.box.open(row.sealedPayload, contextOf(model, row.idHash))) as AdapterPayload;
    const grantId = model === 'Grant' ? payload.jti : payload.grantId;
    if (row.grantHash && (grantId === undefined || !(await this.authorizations.find(grantId)))) return undefined;
    return row.consumedAt ? { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) } : payload;
  }

  /**
   * TRAP: the provider looks whether a code was used and then marks it as used, and of two at once both find it unused. Here one statement decides; the
   * other is a second use, and what the first has got is taken back.
   */
  async consume(model: string, id: string): Promise<void> {
    const one = { model, idHash: hashToken(id) };
    const { affected } = await this.dataSource.manager.update(OidcRecord, { ...one, consumedAt: IsNull() }, { consumedAt: this.clock.now() });
    if (affected === 1) return;
    const row = await this.dataSource.manager.findOneBy(OidcRecord, one);
    if (row?.grantHash) await this.#revoke(row.grantHash, 'used twice');
    throw new errors.InvalidGrant('already consumed');
  }

  async delete(model: string, id: string): Promise<void> {
    await this.dataSource.manager.delete(OidcRecord, { model, idHash: hashToken(id) });
  }

  revokeGrant(grantId: string): Promise<void> {
    return this.#revoke(hashToken(grantId), 'revoked');
  }

  async #revoke(grantHash: Buffer, reason: string): Promise<void> {
    await transaction(this.dataSource, async (tx) => {
      await tx.delete(OidcRecord, { grantHash });
      await this.authorizations.end(tx, grantHash, reason);
    });
  }

  async #purge(): Promise<void> {
    try {
      await this.dataSource.manager.delete(OidcRecord, { expiresAt: LessThanOrEqual(this.clock.now()) });
    } catch (error) {
      this.logger.warn(error, 'Expired records could not be deleted; the next hour tries again.');
    }
  }
}

const contextOf = (model: string, idHash: Buffer): string => `oidc:${model}:${idHash.toString('hex')}`;
