import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { OidcRecords } from './oidc-records.js';

/** Seconds, for what the provider gives no end. */
const A_YEAR = 365 * 24 * 3600;

/** {@link OidcRecords} of one model, as the provider wants to see it. */
export class OidcAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly records: OidcRecords,
  ) {}

  upsert(id: string, payload: AdapterPayload, seconds: number | undefined): Promise<void> {
    return this.records.save(this.model, id, payload, seconds ?? A_YEAR);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    // Clients come from the configuration alone.
    return this.model === 'Client' ? undefined : this.records.find(this.model, { id });
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.records.find(this.model, { uid });
  }

  /** Of the device flow, which is off. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  consume(id: string): Promise<void> {
    return this.records.consume(this.model, id);
  }

  async destroy(id: string): Promise<void> {
    return this.model === 'Grant' ? this.records.revokeGrant(id) : this.records.delete(this.model, id);
  }

  revokeByGrantId(grantId: string): Promise<void> {
    return this.records.revokeGrant(grantId);
  }
}
