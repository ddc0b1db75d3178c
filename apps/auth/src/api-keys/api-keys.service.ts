import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Clock } from '@roadmap/clock';
import { EntityManager, IsNull, Repository } from 'typeorm';
import { Revocations } from '../revocations/revocations.js';
import { newApiKey } from './api-key.js';
import { ApiKey } from './api-key.entity.js';
import { type ApiKeyView, type CreateApiKeyBody, type NewApiKeyView, toView } from './api-keys.dto.js';
import { ApiKeyNotFound, ApiKeyNotRotatable, TooManyApiKeys } from './api-keys.errors.js';

export const MAX_KEYS = 50;
const DAY_MS = 24 * 3600 * 1000;

/** The keys of one account, as their owner manages them. */
@Injectable()
export class ApiKeysService {
  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly revocations: Revocations,
    private readonly clock: Clock,
  ) {}

  async list(accountId: string): Promise<ApiKeyView[]> {
    const keys = await this.keys.find({ where: { accountId }, order: { createdAt: 'DESC', id: 'DESC' }, take: 200 });
    return keys.map(toView);
  }

  async create(tx: EntityManager, accountId: string, { name, scopes, expiresInDays }: CreateApiKeyBody): Promise<NewApiKeyView> {
    // Two at once are counted one after the other.
    await tx.query('SELECT 1 FROM account WHERE id = $1 FOR UPDATE', [accountId]);
    if ((await tx.countBy(ApiKey, { accountId, revokedAt: IsNull() })) >= MAX_KEYS) throw new TooManyApiKeys(MAX_KEYS);
    const expiresAt = expiresInDays === null ? null : new Date(this.clock.now().getTime() + expiresInDays * DAY_MS);
    return this.#insert(tx, { accountId, name, scopes: [...new Set(scopes)], expiresAt });
  }

  /** A new key in the place of an old one, which stays good for a while: there is no moment at which a program has none. */
  async rotate(tx: EntityManager, accountId: string, id: string, overlapSeconds: number): Promise<NewApiKeyView> {
    const now = this.clock.now();
    const old = await tx.findOne(ApiKey, { where: { id, accountId }, lock: { mode: 'pessimistic_write' } });
    if (!old) throw new ApiKeyNotFound();
    if (old.revokedAt || old.rotatedAt || isPast(old.expiresAt, now)) throw new ApiKeyNotRotatable();
    const end = new Date(now.getTime() + overlapSeconds * 1000);
    await tx.update(ApiKey, { id }, { rotatedAt: now, expiresAt: old.expiresAt && old.expiresAt < end ? old.expiresAt : end });
    if (overlapSeconds === 0) await this.revocations.ofSession(tx, id);
    const lifetime = old.expiresAt && old.expiresAt.getTime() - old.createdAt.getTime();
    return this.#insert(tx, { accountId, name: old.name, scopes: old.scopes, expiresAt: lifetime === null ? null : new Date(now.getTime() + lifetime) });
  }

  /** Makes the key bad, and the access tokens it was exchanged for. Once more is the same. @returns whether it was good until now */
  async revoke(tx: EntityManager, accountId: string, id: string): Promise<boolean> {
    const { affected } = await tx.update(ApiKey, { id, accountId, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
    if (affected === 1) await this.revocations.ofSession(tx, id);
    else if (!(await tx.existsBy(ApiKey, { id, accountId }))) throw new ApiKeyNotFound();
    return affected === 1;
  }

  async revokeAll(tx: EntityManager, accountId: string): Promise<void> {
    for (const { id } of await tx.findBy(ApiKey, { accountId, revokedAt: IsNull() })) await this.revoke(tx, accountId, id);
  }

  async #insert(tx: EntityManager, given: Pick<ApiKey, 'accountId' | 'name' | 'scopes' | 'expiresAt'>): Promise<NewApiKeyView> {
    const { key, prefix, hash } = newApiKey();
    const row = tx.create(ApiKey, { ...given, prefix, hash, createdAt: this.clock.now(), lastUsedAt: null, rotatedAt: null, revokedAt: null });
    return { ...toView(await tx.save(row)), key };
  }
}

/** Whether an instant, if there is one, is over. */
export const isPast = (instant: Date | null, now: Date): boolean => instant !== null && instant <= now;
