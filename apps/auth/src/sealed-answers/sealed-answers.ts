import { Injectable } from '@nestjs/common';
import { Idempotency, type Repeatable } from '@roadmap/idempotency';
import type { EntityManager } from 'typeorm';
import { SecretBox } from '../secrets/secret-box.js';

/**
 * {@link Idempotency} for answers that show a secret once.
 *
 * TRAP: an idempotency row keeps the whole answer for a day. An API key or a recovery code would lie in it in the clear, beside the table that holds only
 * its hash; so it is encrypted, and opens for the caller who repeats the request.
 */
@Injectable()
export class SealedAnswers {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly secrets: SecretBox,
  ) {}

  async once<T>(repeatable: Repeatable, work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const aad = `answer:${repeatable.scope}`;
    const { sealed } = await this.idempotency.once(repeatable, async (tx) => {
      return { sealed: this.secrets.seal(JSON.stringify(await work(tx)), aad).toString('base64') };
    });
    return JSON.parse(this.secrets.open(Buffer.from(sealed, 'base64'), aad)) as T;
  }
}
